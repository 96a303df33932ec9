# What the lint's rules read: the files of the tree, their code without comments, their lines.
import os
import re
import subprocess

# One pass that tells comments, strings and characters from code.
TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
SKIPPED = ("build", "autom4te.cache", "build-aux", ".git", "_build", "_inst")


def blank(text):
    return re.sub(r"[^\n]", " ", text)


class Tree:
    def __init__(self, root, build):
        self.root = os.path.abspath(root)
        self.build = os.path.abspath(build)
        self.files = self._list()
        self.findings = []
        self._texts, self._codes, self._bare = {}, {}, {}

    def _list(self):
        """Files that git knows or would take; in an unpacked tarball, all that are there."""
        try:
            said = subprocess.run(
                ["git", "-C", self.root, "ls-files", "-z", "-co", "--exclude-standard"],
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            if said.returncode == 0 and said.stdout:
                names = sorted(set(said.stdout.decode().split("\0")) - {""})
                return [name for name in names if os.path.isfile(os.path.join(self.root, name))]
        except OSError:
            pass
        names = []
        for where, dirs, files in os.walk(self.root):
            dirs[:] = [name for name in dirs if name not in SKIPPED]
            names += [os.path.relpath(os.path.join(where, name), self.root) for name in files]
        return sorted(names)

    def under(self, *places, ends=(".c", ".h")):
        return [name for name in self.files
                if name.startswith(tuple(place + "/" for place in places)) and name.endswith(ends)]

    def text(self, name):
        """The whole file; bytes that are no UTF-8 become U+FFFD."""
        if name not in self._texts:
            with open(os.path.join(self.root, name), "rb") as file:
                self._texts[name] = file.read().decode("utf-8", "replace")
        return self._texts[name]

    def code(self, name):
        """The file with comments blanked, strings kept; lines stay where they are."""
        if name not in self._codes:
            self._codes[name] = TOKEN.sub(
                lambda m: blank(m[0]) if m[0][0] == "/" else m[0], self.text(name))
        return self._codes[name]

    def bare(self, name):
        """The file with comments and the insides of strings blanked."""
        if name not in self._bare:
            self._bare[name] = TOKEN.sub(
                lambda m: blank(m[0]) if m[0][0] == "/" else
                m[0][0] + blank(m[0][1:-1]) + m[0][-1], self.text(name))
        return self._bare[name]

    def say(self, name, line, words):
        self.findings.append((name, line, words))

    def say_at(self, name, text, offset, words):
        self.say(name, text.count("\n", 0, offset) + 1, words)


def room_of(name):
    """Room and thing of a source or header: src/text/wrap.c is ("text", "wrap")."""
    parts = name.split("/")
    if len(parts) == 3 and parts[0] in ("src", "include"):
        return parts[1], parts[2].rsplit(".", 1)[0]
    return None, None


def without_nests(bare):
    """The code with what stands between braces blanked, however deep: declarations remain."""
    out, depth = [], 0
    for char in bare:
        if char == "{":
            depth += 1
            out.append("{" if depth == 1 else " ")
        elif char == "}":
            depth = max(0, depth - 1)
            out.append("}" if depth == 0 else " ")
        else:
            out.append(char if depth == 0 or char == "\n" else " ")
    return "".join(out)
