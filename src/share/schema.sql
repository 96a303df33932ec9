-- The shared file: what an office has, and every event that made it so (design 2 to 4).
--
-- The trail is the truth: each other row is what its events add up to, and carries in seq the newest
-- of them. Rows are changed only by moves.c, held to the rules by the triggers of guard.sql, and
-- compared with the trail by verify.c. Times are milliseconds since 1970 UTC, texts UTF-8 in NFC,
-- digests SM3 as 64 hexadecimal digits. Strings are '' and numbers 0 where there is nothing: no NULL.

-- What happened, in the order it happened; seq has no gaps. Encoding and chain: doc/trail.md.
CREATE TABLE event (
	seq INTEGER PRIMARY KEY,
	uid TEXT NOT NULL UNIQUE,	-- made on the desk: tells what became of a lost commit
	report INTEGER NOT NULL,	-- 0: the office itself, its people, its settings
	kind TEXT NOT NULL,		-- a row of flow/moves.def
	from_state TEXT NOT NULL,
	to_state TEXT NOT NULL,
	person INTEGER NOT NULL,
	person_name TEXT NOT NULL,
	desk TEXT NOT NULL,
	program TEXT NOT NULL,
	at_ms INTEGER NOT NULL,
	reason TEXT NOT NULL,
	words TEXT NOT NULL,
	revision INTEGER NOT NULL,	-- the text it saw or brought
	text_digest TEXT NOT NULL,
	detail TEXT NOT NULL,		-- sorted key=value lines
	key TEXT NOT NULL,		-- fingerprint of the key that signed it
	prev TEXT NOT NULL,		-- digest of the event before
	digest TEXT NOT NULL,
	signature TEXT NOT NULL		-- over the digest: SM2, r and s in hexadecimal digits
) STRICT;

CREATE INDEX event_of_report ON event (report);

-- The people of the office; roles by name, separated by commas.
CREATE TABLE person (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	login TEXT NOT NULL,
	roles TEXT NOT NULL,
	retired INTEGER NOT NULL,
	seq INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
	key TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL,
	seq INTEGER NOT NULL
) STRICT;

-- Where each report stands. Its texts are revisions.
CREATE TABLE report (
	id INTEGER PRIMARY KEY,
	uid TEXT NOT NULL UNIQUE,	-- travels between offices
	number TEXT NOT NULL UNIQUE,	-- the office's own: year and serial
	year INTEGER NOT NULL,
	serial INTEGER NOT NULL,
	state TEXT NOT NULL,
	was TEXT NOT NULL,		-- where a quarantined, forwarded or merged one came from
	source TEXT NOT NULL,
	received_ms INTEGER NOT NULL,
	since_ms INTEGER NOT NULL,
	limit_ms INTEGER NOT NULL,
	revision INTEGER NOT NULL,	-- the text that stands, and its digest
	digest TEXT NOT NULL,
	assigned INTEGER NOT NULL,
	merged_into INTEGER NOT NULL,
	dispatch_number TEXT NOT NULL,
	original_digest TEXT NOT NULL,
	original_name TEXT NOT NULL,
	seq INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX report_serial ON report (year, serial);
CREATE INDEX report_newest ON report (seq);
CREATE INDEX report_parts ON report (merged_into) WHERE merged_into <> 0;

-- Every saved version, keyed by the event that brought it. The body stands last, so that heads are
-- read without it.
CREATE TABLE revision (
	seq INTEGER PRIMARY KEY,
	report INTEGER NOT NULL,
	no INTEGER NOT NULL,
	base INTEGER NOT NULL,
	title TEXT NOT NULL,
	writers TEXT NOT NULL,		-- NAME TAB LINK TAB PERSON LF each
	unit TEXT NOT NULL,
	contact TEXT NOT NULL,
	category TEXT NOT NULL,
	addressees TEXT NOT NULL,
	copies TEXT NOT NULL,
	periodical TEXT NOT NULL,
	urgency TEXT NOT NULL,
	mark TEXT NOT NULL,
	person INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	chars INTEGER NOT NULL,
	digest TEXT NOT NULL,
	body TEXT NOT NULL,
	UNIQUE (report, no)
) STRICT;

-- Files as they came; their bytes lie beside the database as DB.d/DIGEST, where they were kept: those
-- of a document with a secrecy mark never are.
CREATE TABLE original (
	seq INTEGER PRIMARY KEY,	-- the event that brought it
	report INTEGER NOT NULL,
	digest TEXT NOT NULL,
	name TEXT NOT NULL,
	bytes INTEGER NOT NULL,
	kept INTEGER NOT NULL
) STRICT;

CREATE INDEX original_digest ON original (digest);

-- Numbers that leave no gap, a row each kind and year; kind "fence" counts the grants of claims.
CREATE TABLE counter (
	kind TEXT NOT NULL,
	year INTEGER NOT NULL,
	value INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	PRIMARY KEY (kind, year)
) STRICT;

-- Who has a report open for writing. The only rows that come and go without an event.
CREATE TABLE claim (
	report INTEGER PRIMARY KEY,
	person INTEGER NOT NULL,
	desk TEXT NOT NULL,
	fence INTEGER NOT NULL,
	since_ms INTEGER NOT NULL,
	beat INTEGER NOT NULL
) STRICT;
