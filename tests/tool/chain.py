#!/usr/bin/env python3
# Checks the chain of a file as doc/trail.md describes it; shares no code with yanshen. chain.py DB
import subprocess
import sys

EVENT = [("seq", "seq"), ("uid", "uid"), ("report", "report"), ("kind", "kind"),
         ("from", "from_state"), ("to", "to_state"), ("person", "person"), ("name", "person_name"),
         ("desk", "desk"), ("program", "program"), ("at", "at_ms"), ("reason", "reason"),
         ("words", "words"), ("revision", "revision"), ("text", "text_digest"),
         ("detail", "detail"), ("key", "key"), ("prev", "prev")]
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


# The curve of GB/T 32918.5: y^2 = x^3 - 3x + B over P, of the prime order N.
P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff
B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93
N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123
G = (0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7,
     0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0)


def double(p):
    x, y, z = p
    square, width = y * y % P, 3 * (x - z * z) * (x + z * z) % P
    s = 4 * x * square % P
    x3 = (width * width - 2 * s) % P
    return x3, (width * (s - x3) - 8 * square * square) % P, 2 * y * z % P


def add(p, q):
    if not p[2] or not q[2]:
        return q if not p[2] else p
    pz, qz = p[2] * p[2] % P, q[2] * q[2] % P
    u, v = p[0] * qz % P, p[1] * qz * q[2] % P
    h, r = (q[0] * pz - u) % P, (q[1] * pz * p[2] - v) % P
    if not h:
        return double(p) if not r else (1, 1, 0)
    hh = h * h % P
    hhh, uh = hh * h % P, u * hh % P
    x = (r * r - hhh - 2 * uh) % P
    return x, (r * (uh - x) - v * hhh) % P, p[2] * q[2] * h % P


# SM2 (GB/T 32918.2) over MESSAGE, by the key of the point AT, with the usual distinguishing id.
def sm2(at, message, signature):
    r, s = int(signature[:64], 16), int(signature[64:], 16)
    x, y = at
    if not (0 < r < N and 0 < s < N and (r + s) % N) or (y * y - x ** 3 + 3 * x - B) % P:
        return False
    user = b"1234567812345678"
    z = (8 * len(user)).to_bytes(2, "big") + user + b"".join(
        n.to_bytes(32, "big") for n in (P - 3, B) + G + (x, y))
    e = int(sm3(bytes.fromhex(sm3(z).decode()) + message), 16)
    t, sums, sum = (r + s) % N, {1: G + (1,), 2: (x, y, 1)}, (1, 1, 0)
    sums[3] = add(sums[1], sums[2])
    for bit in range(255, -1, -1):
        sum = double(sum)
        digit = s >> bit & 1 | (t >> bit & 1) << 1
        sum = add(sum, sums[digit]) if digit else sum
    return sum[2] != 0 and (e + sum[0] * pow(sum[2], P - 3, P) % P) % N == r


def fingerprint(public):
    digest = sm3(bytes.fromhex(public))
    return "-".join("%04d" % (int(digest[i:i + 10], 16) % 10000) for i in range(0, 60, 10)).encode()


def encoded(what, version, fields, row):
    out = b"yanshen %s %d\n" % (what, version)
    for name, column in fields:
        out += b"%s %d:%s\n" % (name.encode(), len(row[column]), row[column])
    return out


def rows(path, table, columns):
    sql = "SELECT %s FROM %s ORDER BY seq" % (
        ", ".join("hex(CAST(%s AS TEXT))" % column for column in columns), table)
    said = subprocess.run(["sqlite3", "-readonly", path, sql], stdout=subprocess.PIPE, check=True)
    for line in said.stdout.decode().splitlines():
        yield dict(zip(columns, map(bytes.fromhex, line.split("|"))))


# Keys that an event brings: the office's own, and those of people.
def keys_of(row):
    detail = dict(line.split("=", 1) for line in row["detail"].decode().splitlines())
    if row["kind"] in (b"office", b"person-add", b"join"):
        for name in ("office", "key"):
            if name in detail:
                public = detail[name]
                point = int(public[2:66], 16), int(public[66:], 16)
                person = b"0" if name == "office" else detail.get("id", "1").encode()
                yield fingerprint(public), (point, person)


def wrong(words):
    print(words)
    sys.exit(1)


def main(path):
    assert sm3(b"abc") == b"66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    # The standard's own example (GB/T 32918.5, appendix A).
    assert sm2((0x09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020,
                0xccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13), b"message digest",
               b"f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
               b"b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa")
    prev, seq, brought, keys, office, purged = b"0" * 64, 0, {}, {}, b"", {}
    for row in rows(path, "event", [column for _, column in EVENT] + ["digest", "signature"]):
        seq += 1
        if int(row["seq"]) != seq or row["prev"] != prev:
            wrong("event %d does not follow" % seq)
        prev = sm3(encoded(b"event", 2, EVENT, row))
        if row["digest"] != prev:
            wrong("event %d was changed" % seq)
        keys.update(keys_of(row))
        point, person = keys.get(row["key"], (None, None))
        if person != row["person"] and (person != b"0" or row["report"] != b"0"):
            wrong("event %d is signed with a key of somebody else" % seq)
        if not sm2(point, prev, row["signature"]):
            wrong("event %d is forged: its signature is not good" % seq)
        office = office or row["key"]
        if row["kind"] == b"purge-confirm":
            purged[row["report"]] = seq
        if row["kind"] in TEXTS:
            brought[seq] = (row["report"], row["revision"], row["text_digest"])
    count = 0
    for row in rows(path, "revision", [c for _, c in REVISION] + ["seq", "report", "no", "digest"]):
        count += 1
        if brought.pop(int(row["seq"]), None) != (row["report"], row["no"], row["digest"]):
            wrong("a text of report %s is not its event's" % row["report"].decode())
        gone = not row["title"] and not row["body"] and purged.get(row["report"], 0) > int(row["seq"])
        if not gone and sm3(encoded(b"revision", 1, REVISION, row)) != row["digest"]:
            wrong("a text of report %s was changed" % row["report"].decode())
    if brought:
        wrong("%d texts are missing" % len(brought))
    print("%d events, %d texts, %d:%s" % (seq, count, seq, prev[:32].decode()))
    print("office key %s" % office.decode())


main(sys.argv[1])
