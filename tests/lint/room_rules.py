# Rules about the house as a whole: who may include whom, what may be a global, what is listed.
import os
import re
import subprocess

from tree import room_of

MIDDLE = ["flow", "check", "insight", "exchange", "edit"]
# design 6: what a room may use besides itself. Never: ui to share, work, mirror or flow.
USES = {
    "base": [],
    "text": ["base"],
    "model": ["base", "text"],
    "seal": ["base", "model"],
    "share": ["base", "text", "model", "seal", "flow"],
    "mirror": ["base", "text", "model"],
    "ui": ["base", "text", "model", "edit"],
    "work": ["base", "text", "model", "seal", "share", "mirror"] + MIDDLE,
}
USES.update({room: ["base", "text", "model"] for room in MIDDLE})
USES["app"] = list(USES)

# Headers from outside that only some files may see.
KEPT = [
    (re.compile(r"sqlite3\.h"), re.compile(r"(?:src|include)/(?:share|mirror)/|src/exchange/packet\.c$"),
     "only in share, mirror and exchange's packet file"),
    (re.compile(r"n?curses(?:w?/\w+)?\.h|.*/n?curses\.h|term\.h"), re.compile(r"src/ui/term\.c$"),
     "only in ui/term.c"),
    (re.compile(r"iconv\.h"), re.compile(r"src/text/charset\.c$"), "only in text/charset.c"),
    (re.compile(r"pthread\.h|threads\.h"), re.compile(r"(?:src|include)/work/"), "only in work"),
    (re.compile(r"openssl/.*"), re.compile(r"(?:src|include)/seal/"), "only in seal"),
]
INCLUDE = re.compile(r'(?m)^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]')
# Object, reason: one mutable symbol each, and no others in the house (style 3.6).
GLOBALS = {"term.o": "the signal pipe", "log.o": "the log's sink"}
MACHINERY = re.compile(r"^(?:__odr_asan|__gcov|__asan|__tsan|__sanitizer|__llvm|_GLOBAL_|\.)")


def includes(tree, name):
    code = tree.code(name)
    for hit in INCLUDE.finditer(code):
        yield code.count("\n", 0, hit.start()) + 1, hit[2]


def reach(room):
    """What a room's unit tests link, and so may include: the room and all below it."""
    found, todo = set(), [room]
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo += USES.get(one, [])
    return found


def rooms(tree):
    """includes run down the floors; the middle rooms never meet; foreign headers stay where they belong"""
    for name in tree.under("src", "include", ends=(".c", ".h", ".def")):
        room, _ = room_of(name)
        if room not in USES:
            tree.say(name, 1, "there is no room for it in design 6")
            continue
        for line, what in includes(tree, name):
            other = what.split("/")[0]
            if other in USES and "/" in what and other != room and other not in USES[room]:
                tree.say(name, line, "%s may not use %s" % (room, other))
            for header, places, words in KEPT:
                if header.fullmatch(what) and not places.match(name):
                    tree.say(name, line, "%s %s" % (what, words))
    for name in tree.under("tests/unit", ends=(".c", ".h")):
        room = name.split("/")[2]
        for line, what in includes(tree, name):
            other = what.split("/")[0]
            if "/" in what and other in USES and room in USES and other not in reach(room):
                tree.say(name, line, "the tests of %s do not reach up to %s" % (room, other))


def circles(tree):
    """no circle of includes between the files of a room"""
    edges = {}
    for name in tree.under("src", "include", ends=(".c", ".h", ".def")):
        room, thing = room_of(name)
        for line, what in includes(tree, name):
            other = what.rsplit(".", 1)[0]
            if room and what.startswith(room + "/") and other != room + "/" + thing:
                edges.setdefault(room + "/" + thing, {}).setdefault(other, (name, line))

    done = set()

    def walk(node, way):
        for other, (name, line) in sorted(edges.get(node, {}).items()):
            if other in way:
                tree.say(name, line, "a circle: " + " -> ".join(way[way.index(other):] + [other]))
            elif other not in done:
                walk(other, way + [other])
        done.add(node)

    for node in sorted(edges):
        if node not in done:
            walk(node, [node])


def globals(tree):
    """no mutable globals but the signal pipe and the log's sink"""
    libs = [lib for lib in sorted(os.listdir(tree.build) if os.path.isdir(tree.build) else [])
            if re.fullmatch(r"lib(%s)\.a" % "|".join(USES), lib)]
    seen = {}
    if not libs:
        return
    said = subprocess.run(["nm", "-A", "-f", "sysv"] + libs, cwd=tree.build,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()
    for row in said.split("\n"):
        parts = [part.strip() for part in row.split("|")]
        if len(parts) < 7 or not re.match(r"\.(?:data|bss|tdata|tbss)(?!\.rel\.ro)|\*COM\*", parts[6]):
            continue
        where, symbol = parts[0].rsplit(":", 1)
        if MACHINERY.match(symbol) or parts[3] in ("SECTION", "FILE"):
            continue
        lib, member = re.match(r"([^:]+):(.+)", where).groups()
        source = "src/%s/%s.c" % (lib[3:-2], member[:-2])
        seen.setdefault((source, member), []).append(symbol)
    for (source, member), symbols in sorted(seen.items()):
        for symbol in symbols[1 if source in ("src/ui/term.c", "src/base/log.c") else 0:]:
            tree.say(source, line_of(tree, source, symbol), "%s is a mutable global" % symbol)


def line_of(tree, source, symbol):
    if source not in tree.files:
        return 1
    plain = symbol.split(".")[0]
    found = re.search(r"\b%s\b" % re.escape(plain), tree.code(source))
    return tree.code(source).count("\n", 0, found.start()) + 1 if found else 1


def listed(tree):
    """every source, header, table and SQL file stands in a room.am, and what stands there is in the tree"""
    makefiles = [name for name in tree.files if name.endswith(".am")]
    lists = "\n".join(tree.text(name) for name in makefiles)
    words = set(re.findall(r"[\w./-]+", lists))
    for name in tree.under("src", "include", "tests", ends=(".c", ".h", ".def", ".sql", ".py")):
        if name not in words and "$(top_srcdir)/" + name not in words:
            tree.say(name, 1, "no room.am lists it")
    made = " ".join(re.findall(r"(?m)^(?:nodist_\w+|BUILT_SOURCES)\s*\+?=((?:[^\n]*\\\n)*[^\n]*)", lists))
    for makefile in makefiles:
        text = tree.text(makefile)
        for hit in re.finditer(r"(?<![\w./$()-])(?:src|include|tests)/[\w./-]+\.(?:c|h|def|sql|py|sh)\b", text):
            if hit[0] not in tree.files and hit[0] not in made:
                tree.say_at(makefile, text, hit.start(), "%s is not in the tree" % hit[0])


RULES = [rooms, circles, globals, listed]
