#!/usr/bin/env python3
# Checks the chain of a file as doc/trail.md describes it; shares no code with yanshen. chain.py DB
import subprocess
import sys

EVENT = [("seq", "seq"), ("uid", "uid"), ("report", "report"), ("kind", "kind"),
         ("from", "from_state"), ("to", "to_state"), ("person", "person"), ("name", "person_name"),
         ("desk", "desk"), ("program", "program"), ("at", "at_ms"), ("reason", "reason"),
         ("words", "words"), ("revision", "revision"), ("text", "text_digest"),
         ("detail", "detail"), ("prev", "prev")]
REVISION = [(name, name) for name in "title writers unit contact category addressees copies "
            "periodical urgency mark body".split()]
TEXTS = {b"receive", b"resubmit", b"compose", b"save", b"set", b"amend"}
WORD = 0xffffffff


def turn(word, bits):
    bits %= 32
    return (word << bits | word >> (32 - bits)) & WORD


def block(state, chunk):
    w = [int.from_bytes(chunk[i:i + 4], "big") for i in range(0, 64, 4)]
    for i in range(16, 68):
        x = w[i - 16] ^ w[i - 9] ^ turn(w[i - 3], 15)
        w.append(x ^ turn(x, 15) ^ turn(x, 23) ^ turn(w[i - 13], 7) ^ w[i - 6])
    a, b, c, d, e, f, g, h = state
    for i in range(64):
        constant = 0x79cc4519 if i < 16 else 0x7a879d8a
        one = turn((turn(a, 12) + e + turn(constant, i)) & WORD, 7)
        two = one ^ turn(a, 12)
        mixed = a ^ b ^ c if i < 16 else a & b | a & c | b & c
        chosen = e ^ f ^ g if i < 16 else e & f | ~e & WORD & g
        first = (mixed + d + two + (w[i] ^ w[i + 4])) & WORD
        second = (chosen + h + one + w[i]) & WORD
        a, b, c, d = first, a, turn(b, 9), c
        e, f, g, h = second ^ turn(second, 9) ^ turn(second, 17), e, turn(f, 19), g
    return [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h))]


def sm3(data):
    state = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600,
             0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]
    padded = data + b"\x80" + b"\0" * ((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    for at in range(0, len(padded), 64):
        state = block(state, padded[at:at + 64])
    return "".join("%08x" % word for word in state).encode()


def encoded(what, fields, row):
    out = b"yanshen %s 1\n" % what
    for name, column in fields:
        out += b"%s %d:%s\n" % (name.encode(), len(row[column]), row[column])
    return out


def rows(path, table, columns):
    sql = "SELECT %s FROM %s ORDER BY seq" % (
        ", ".join("hex(CAST(%s AS TEXT))" % column for column in columns), table)
    said = subprocess.run(["sqlite3", "-readonly", path, sql], stdout=subprocess.PIPE, check=True)
    for line in said.stdout.decode().splitlines():
        yield dict(zip(columns, map(bytes.fromhex, line.split("|"))))


def wrong(words):
    print(words)
    sys.exit(1)


def main(path):
    assert sm3(b"abc") == b"66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    prev, seq, brought = b"0" * 64, 0, {}
    for row in rows(path, "event", [column for _, column in EVENT] + ["digest"]):
        seq += 1
        if int(row["seq"]) != seq or row["prev"] != prev:
            wrong("event %d does not follow" % seq)
        prev = sm3(encoded(b"event", EVENT, row))
        if row["digest"] != prev:
            wrong("event %d was changed" % seq)
        if row["kind"] in TEXTS:
            brought[seq] = (row["report"], row["revision"], row["text_digest"])
    count = 0
    for row in rows(path, "revision", [c for _, c in REVISION] + ["seq", "report", "no", "digest"]):
        count += 1
        if brought.pop(int(row["seq"]), None) != (row["report"], row["no"], row["digest"]):
            wrong("a text of report %s is not its event's" % row["report"].decode())
        if sm3(encoded(b"revision", REVISION, row)) != row["digest"]:
            wrong("a text of report %s was changed" % row["report"].decode())
    if brought:
        wrong("%d texts are missing" % len(brought))
    print("%d events, %d texts, %d:%s" % (seq, count, seq, prev[:32].decode()))


main(sys.argv[1])
