# Rules about one C file by itself: lengths, calls, headers, the comments of public functions.
import re

from tree import room_of, without_nests

FUNCTION_LINES = 60
FILE_LINES = 400
TAGS = ["Units", "Owns", "Errors", "Thread", "Source"]

# Poisoned by base/banned.h in the house; here also for what is compiled without it.
UNSAFE = ("strcpy strcat sprintf vsprintf strncpy strncat strtok gets alloca "
          "localtime gmtime ctime asctime atoi atol setjmp longjmp").split()
# Only app speaks to the person and ends the program.
SPEAKING = ("printf vprintf puts putchar perror exit _exit abort g_print g_printerr g_warning "
            "g_critical g_error g_message g_assert g_return_if_fail g_return_val_if_fail").split()
WAITING = "sleep usleep nanosleep g_usleep clock_nanosleep".split()
GLIB_NAMES = re.compile(
    r"\bg(?:char|boolean|u?int(?:8|16|32|64)?|u?long|u?short|uchar|size|ssize|float|double|"
    r"pointer|constpointer)\b")
# What these do is said once for the whole house (style 3.6), so they may stand without a comment.
PLAIN = re.compile(r"_(?:clear|free)$")
PROTOTYPE = re.compile(r"^\s*(?!typedef\b|return\b|_Static_assert\b)\w[\w\s*]*[\s*](\w+)\s*\(")


def is_data(name):
    return name.endswith(".def") or "unidata" in name


def lengths(tree):
    """functions of at most 60 lines, files of at most 400; tables are data"""
    for name in tree.under("src", "include", "tests", ends=(".c", ".h", ".sh", ".py")):
        if is_data(name):
            continue
        count = tree.text(name).count("\n")
        if count > FILE_LINES:
            tree.say(name, count, "%d lines, at most %d" % (count, FILE_LINES))
    for name in tree.under("src", "include", "tests"):
        start = 0
        for at, line in enumerate(tree.bare(name).split("\n"), 1):
            if line.startswith("{"):
                start = at
            elif line.startswith("}") and start:
                if at - start + 1 > FUNCTION_LINES:
                    tree.say(name, start, "a function of %d lines, at most %d"
                             % (at - start + 1, FUNCTION_LINES))
                start = 0


# A forked child ends itself here: the program goes on.
CHILDREN = {"src/share/peer.c"}


def calls(tree):
    """calls that cut, overrun or lie; below app nobody prints or exits; tests never sleep"""
    unsafe = re.compile(r"\b(%s)\s*\(" % "|".join(UNSAFE))
    speaking = re.compile(r"(?<![\w.>])(?:(%s)\s*\(|f(?:printf|puts)\s*\([^;]*?\b(std(?:err|out))\b)"
                          % "|".join(SPEAKING))
    waiting = re.compile(r"\b(%s)\s*\(" % "|".join(WAITING))
    for name in tree.under("src", "include", "tests"):
        bare = tree.bare(name)
        if name != "include/base/banned.h":
            for hit in unsafe.finditer(bare):
                tree.say_at(name, bare, hit.start(), "%s is banned" % hit[1])
        room, _ = room_of(name)
        if room and room != "app":
            for hit in speaking.finditer(bare):
                if hit[1] == "_exit" and name in CHILDREN:
                    continue
                tree.say_at(name, bare, hit.start(),
                            "%s: only app speaks or ends the program" % (hit[1] or hit[2]))
        if name.startswith("tests/"):
            for hit in waiting.finditer(bare):
                tree.say_at(name, bare, hit.start(), "a test that sleeps: wait for the thing itself")


def comments(tree):
    """every file says in its first line what it is for; comments are of the old form"""
    for name in tree.under("src", "include", "tests", ends=(".c", ".h", ".def", ".sql", ".py", ".sh")):
        lines = tree.text(name).split("\n")
        first = lines[1] if lines[0].startswith("#!") and len(lines) > 1 else lines[0]
        mark = {"c": "/*", "h": "/*", "def": "/*", "sql": "--"}.get(name.rsplit(".", 1)[1], "#")
        words = first[len(mark):].strip(" */#-")
        if not first.startswith(mark) or len(words) < 8:
            tree.say(name, 1, "the first line says what the file is for")
    for name in tree.under("src", "include", "tests"):
        text = tree.text(name)
        bare = tree.bare(name)
        for at, (line, left) in enumerate(zip(text.split("\n"), bare.split("\n")), 1):
            slashes = line.find("//")
            if slashes >= 0 and left[slashes:].strip() == "" and line[:slashes].count("/*") == 0 \
                    and "*/" not in line and not line.lstrip().startswith("*"):
                if left[:slashes].rstrip() == line[:slashes].rstrip():
                    tree.say(name, at, "comments are /* */")


def headers(tree):
    """guard ROOM_THING_H around every header; no GLib names for plain types in it"""
    for name in tree.under("include", "tests", ends=(".h",)):
        wanted = "_".join(name.split("/")[-2:]).replace(".", "_").replace("-", "_").upper()
        code = tree.code(name)
        found = re.match(r"\s*#ifndef\s+(\w+)\s*\n\s*#define\s+(\w+)\s*\n", code)
        if not found or found[1] != wanted or found[2] != wanted:
            tree.say(name, 1, "the guard is %s" % wanted)
        elif not re.search(r"#endif\s*$", code):
            tree.say(name, code.count("\n"), "nothing stands after the guard")
        if name.startswith("include/"):
            bare = tree.bare(name)
            for hit in GLIB_NAMES.finditer(bare):
                tree.say_at(name, bare, hit.start(), "%s: plain C types in headers" % hit[0])


def blocks(text):
    """(offset, block) between blank lines."""
    at = 0
    for part in re.split(r"(\n[ \t]*\n)", text):
        if part.strip():
            yield at, part
        at += len(part)


def statements(block):
    """(offset, words) of what ends with a semicolon or a body, preprocessor lines left out."""
    plain = re.sub(r"(?m)^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m[0]), block)
    at = 0
    for part in re.split(r"([;}])", plain):
        if part.strip() and part not in ";}":
            yield at + len(part) - len(part.lstrip()), " ".join(part.split())
        at += len(part)


def docs(tree):
    """every public function stands under its comment, which says its errors and keeps the tags' order"""
    for name in tree.under("include", ends=(".h",)):
        text, flat = tree.text(name), without_nests(tree.bare(name))
        for at, block in blocks(text):
            shape = flat[at:at + len(block)]
            found = [(pos, words) for pos, words in statements(shape) if PROTOTYPE.match(words)]
            found = [one for one in found if not PLAIN.search(PROTOTYPE.match(one[1])[1])]
            if not found:
                continue
            notes = [(m.start(), m[0]) for m in re.finditer(r"/\*.*?\*/", block, re.S)]
            first = found[0][0]
            if not any(pos < first for pos, _ in notes):
                tree.say_at(name, text, at + first, "%s has no comment"
                            % PROTOTYPE.match(found[0][1])[1])
                continue
            said = " ".join(note for _, note in notes)
            for pos, words in found:
                if re.search(r"struct err \*", words) and "Errors:" not in said \
                        and name != "include/base/err.h":
                    tree.say_at(name, text, at + pos, "%s takes an err: the comment says Errors:"
                                % PROTOTYPE.match(words)[1])
            for pos, note in notes:
                order = [TAGS.index(m[1]) for m in re.finditer(r"\b(%s):" % "|".join(TAGS), note)]
                if order != sorted(set(order)):
                    tree.say_at(name, text, at + pos, "tags in the order " + ", ".join(TAGS))


RULES = [lengths, calls, comments, headers, docs]
