# Rules about words: tables, the Chinese catalogue, spaces, what has no place in a public tree.
import os
import re
import subprocess

from tree import blank

# Put together from halves, so that this file passes its own rule.
WORDS = [
    (re.compile(r"(?:^|[^.\w)])/(?:wor" r"k|far" r"m|tmp/y)/"), "a path of one machine"),
    (re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b"), "unfinished work: do it or file it"),
    (re.compile(r"bash" r"_jobs|[.]lib" r"rary/|sub" r"agent"), "a word of the workshop"),
]
TEXT_ENDS = (".c", ".h", ".def", ".sql", ".am", ".ac", ".md", ".po", ".py", ".sh", ".theme", ".txt",
             "/run", "bootstrap", "selftest", "check-long", ".screen", ".yml", ".json")
MANUALS = [("en", "man/yanshen.1"), ("zh", "man/zh_CN/yanshen.1")]
HOOK = "YANSHEN_" + "TEST_"
CONVERSION = re.compile(r"%(?:(\d+)\$)?[-+ #0']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(hh|h|ll|l|j|z|t|L)?([a-zA-Z%])")


def rows(text):
    """(offset, macro, arguments) of the rows of a table; text has its strings blanked."""
    for head in re.finditer(r"(?m)^([A-Z_]\w*)\s*\(", text):
        depth, args, start = 0, [], head.end()
        for at in range(head.end() - 1, len(text)):
            char = text[at]
            if char in "({[":
                depth += 1
            elif char in ")}]":
                depth -= 1
            if (char == "," and depth == 1) or depth == 0:
                args.append((start, at))
                start = at + 1
            if depth == 0:
                yield head.start(), head[1], args
                break
        else:
            yield head.start(), head[1], None


def tables(tree):
    """the rows of a .def table all have the same number of columns, none is there twice or without words"""
    for name in tree.under("src", "include", "tests", ends=(".def",)):
        bare, code = tree.bare(name), tree.code(name)
        bare = re.sub(r"(?m)^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: blank(m[0]), bare)
        widths, seen = {}, {}
        for at, macro, args in rows(bare):
            if args is None:
                tree.say_at(name, bare, at, "a row without its end")
                continue
            if widths.setdefault(macro, len(args)) != len(args):
                tree.say_at(name, bare, at, "%d columns where the first %s has %d"
                            % (len(args), macro, widths[macro]))
            row = (macro,) + tuple(" ".join(code[a:b].split()) for a, b in args)
            if row in seen:
                tree.say_at(name, bare, at, "the same row as in line %d" % seen[row])
            seen.setdefault(row, bare.count("\n", 0, at) + 1)
            for a, b in args:
                if re.match(r'\s*N?_\(\s*""\s*\)', code[a:b]):
                    tree.say_at(name, bare, a, "words that say nothing")


def unquote(line):
    body = line[line.index('"') + 1:line.rindex('"')]
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), body)


def entries(text):
    """(line, msgid, msgstr, fuzzy, references) of a catalogue; plurals give each form."""
    entry, field, out = None, None, []
    for number, line in enumerate(text.split("\n") + ["", ""], 1):
        if line.startswith("#") or line.startswith(("msgctxt", "msgid ")):
            if entry is None or entry["msgstr"] or line.startswith("msgctxt"):
                if entry and entry["id"] is not None:
                    out.append(entry)
                entry = {"line": number, "id": None, "msgstr": [], "fuzzy": False, "refs": []}
        if line.startswith("#,") and "fuzzy" in line:
            entry["fuzzy"] = True
        elif line.startswith("#:"):
            entry["refs"] += line[2:].split()
        elif line.startswith("msgid "):
            entry["line"], field = number, "id"
            entry["id"] = unquote(line)
        elif line.startswith(("msgid_plural", "msgctxt")):
            field = None
        elif line.startswith("msgstr"):
            field = "msgstr"
            entry["msgstr"].append(unquote(line))
        elif line.startswith('"') and field == "id":
            entry["id"] += unquote(line)
        elif line.startswith('"') and field == "msgstr":
            entry["msgstr"][-1] += unquote(line)
    if entry and entry["id"] is not None:
        out.append(entry)
    return [one for one in out if one["id"]]


def conversions(text):
    """What a format takes, by position: the same on both sides or the program reads what is not there."""
    found = {}
    for at, hit in enumerate((hit for hit in CONVERSION.finditer(text) if hit[3] != "%"), 1):
        found[int(hit[1] or at)] = (hit[2] or "") + {"i": "d"}.get(hit[3], hit[3])
    return found


def catalogue(tree):
    """all that is said, and nothing else, has its Chinese, once, in the same format; it compiles"""
    sources = tree.under("src", "include", ends=(".c", ".h", ".def"))
    parts = tree.under("po", ends=(".po",))
    known = {}
    for part in parts:
        for one in entries(tree.text(part)):
            if one["fuzzy"] or not all(one["msgstr"]):
                tree.say(part, one["line"], "not translated: \"%s\"" % one["id"][:60])
            for text in one["msgstr"]:
                if conversions(text) != conversions(one["id"]):
                    tree.say(part, one["line"], "another format than \"%s\"" % one["id"][:60])
            other = known.setdefault(one["id"], (part, one))
            if other[1]["msgstr"] != one["msgstr"]:
                tree.say(part, one["line"], "\"%s\" has other words in %s:%d"
                         % (one["id"][:60], other[0], other[1]["line"]))
    said = subprocess.run(
        ["xgettext", "--from-code=UTF-8", "-L", "C", "-k", "-k_", "-kN_", "-kngettext:1,2",
         "--omit-header", "-o", "-", "-f", "-"],
        input="\n".join(sources).encode(), cwd=tree.root,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if said.returncode != 0:
        tree.say("po", 1, "xgettext: " + said.stderr.decode().strip().split("\n")[-1])
    used = {one["id"]: one["refs"] for one in entries(said.stdout.decode())}
    for msgid, refs in used.items():
        if msgid not in known:
            name, _, line = (refs or ["po:1"])[0].rpartition(":")
            tree.say(name, int(line), "no Chinese for \"%s\"" % msgid[:60])
    for msgid, (part, one) in known.items():
        if used and msgid not in used:
            tree.say(part, one["line"], "nobody says \"%s\"" % msgid[:60])
    compiles(tree, parts)


def compiles(tree, parts):
    """Each part alone: the header's missing fields are a warning, a broken entry an error."""
    for part in parts:
        said = subprocess.run(["msgfmt", "-o", os.devnull, part], cwd=tree.root,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for line in said.stderr.decode().split("\n") if said.returncode else []:
            found = re.match(r"(.*?):(\d+):(?:\d+:)? *(.*)", line)
            if found and "warning" not in found[3]:
                tree.say(part, int(found[2]), found[3])


def spaces(tree):
    """no space at the end of a line, no carriage return, a newline at the end of the file"""
    for name in tree.files:
        if not name.endswith(TEXT_ENDS) or name.endswith(".screen"):
            continue
        text = tree.text(name)
        for hit in re.finditer(r"(?m)[ \t\r]+$", text):
            tree.say_at(name, text, hit.start(), "spaces at the end of the line")
        if text and not text.endswith("\n"):
            tree.say(name, text.count("\n") + 1, "no newline at the end")


def words(tree):
    """no path of one machine, nothing left undone, no word of the workshop"""
    for name in tree.files:
        if not name.endswith(TEXT_ENDS):
            continue
        text = tree.text(name)
        for pattern, why in WORDS:
            for hit in re.finditer(pattern, text):
                tree.say_at(name, text, hit.start(), "%s: %s" % (hit[0].strip(), why))


def guarded(code):
    """For each line, whether the preprocessor takes it only in a test build."""
    stack, out = [], []
    for line in code.split("\n"):
        found = re.match(r"\s*#\s*(ifdef|ifndef|if|elif|else|endif)\b(.*)", line)
        if found and found[1] in ("ifdef", "if"):
            stack.append(HOOK + "HOOKS" in found[2] and "!" not in found[2])
        elif found and found[1] == "ifndef":
            stack.append(False)
        elif found and found[1] in ("else", "elif") and stack:
            stack[-1] = found[1] == "elif" and HOOK + "HOOKS" in found[2]
        elif found and found[1] == "endif" and stack:
            stack.pop()
        out.append(any(stack))
    return out


def hooks(tree):
    """the variables of the tests are obeyed in test builds only, and are not in the program that is installed"""
    for name in tree.under("src", "include"):
        code = tree.code(name)
        for at, (line, inside) in enumerate(zip(code.split("\n"), guarded(code)), 1):
            if '"' + HOOK in line and not inside:
                tree.say(name, at, "not inside #ifdef %sHOOKS" % HOOK)
    for place in sorted({tree.build, os.path.join(tree.root, "build")}):
        program, config = os.path.join(place, "yanshen"), os.path.join(place, "config.h")
        if not (os.path.isfile(program) and os.path.isfile(config)):
            continue
        with open(config) as file:
            if re.search(r"(?m)^#define %sHOOKS" % HOOK, file.read()):
                continue
        with open(program, "rb") as file:
            if HOOK.encode() in file.read():
                tree.say(os.path.relpath(program, tree.root), 1, "holds %s strings" % HOOK)


def manual(tree):
    """the manual pages are what the program prints from its tables"""
    program = os.path.join(tree.build, "yanshen")
    if not (os.path.isfile(program) and os.access(program, os.X_OK)):
        return
    for lang, name in MANUALS:
        said = subprocess.run([program, "--lang", lang, "manual"], cwd=tree.root,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        have = tree.text(name).split("\n") if name in tree.files else []
        want = said.stdout.decode("utf-8", "replace").split("\n")
        if have == want and said.returncode == 0:
            continue
        line = next((at for at, pair in enumerate(zip(have, want), 1) if pair[0] != pair[1]),
                    min(len(have), len(want)) + 1)
        tree.say(name, line, "not what the tables say: make manual prints it anew")


RULES = [tables, catalogue, spaces, words, hooks, manual]
