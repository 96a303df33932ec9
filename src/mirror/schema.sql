-- The mirror of one shared database. It can always be made anew, so a change here needs no migration:
-- a file made from another text than this one is thrown away and copied again.

-- How far the copy has come: take.h, struct mirror_marks.
CREATE TABLE mark (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;

-- One row a report, narrow: its texts are in revision. rank, wait, number_key and due_key are the keys
-- that lists run along (columns.c says how they are made).
CREATE TABLE report (
	id INTEGER PRIMARY KEY,
	uid TEXT NOT NULL,
	number TEXT NOT NULL,
	number_key INTEGER NOT NULL,
	state INTEGER NOT NULL,
	was INTEGER NOT NULL,
	source INTEGER NOT NULL,
	received_ms INTEGER NOT NULL,
	since_ms INTEGER NOT NULL,
	limit_ms INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	digest ANY NOT NULL,
	assigned INTEGER NOT NULL,
	merged_into INTEGER NOT NULL,
	dispatch_number TEXT NOT NULL,
	original_digest ANY NOT NULL,
	original_name TEXT NOT NULL,
	seq INTEGER NOT NULL,
	title TEXT NOT NULL,
	writers TEXT NOT NULL,
	unit TEXT NOT NULL,
	urgency INTEGER NOT NULL,
	chars INTEGER NOT NULL,
	turn_roles INTEGER NOT NULL,
	turn_person INTEGER NOT NULL,
	due_ms INTEGER NOT NULL,
	rank INTEGER NOT NULL,
	wait INTEGER NOT NULL,
	due_key INTEGER NOT NULL,
	tie INTEGER NOT NULL, -- the id again
	kept INTEGER NOT NULL DEFAULT 0,
	first_seq INTEGER NOT NULL DEFAULT 0, -- its first event; 0: not here yet
	indexed INTEGER NOT NULL DEFAULT -1   -- revision whose body is in text_gram; 0: heads alone
) STRICT;
CREATE INDEX report_uid ON report (uid);
CREATE INDEX report_part ON report (merged_into) WHERE merged_into > 0;
CREATE INDEX report_dispatch ON report (dispatch_number) WHERE dispatch_number > '';

-- The orders of a list, each ending in tie, so that a page goes on in the middle of equals (SQLite seeks
-- by a column there, but not by the rowid); what follows lets a row be judged without being read.
CREATE INDEX report_queue ON report
	(rank, wait, received_ms, tie, state, turn_person, turn_roles, due_ms);
CREATE INDEX report_number ON report
	(number_key, tie, state, rank, turn_person, turn_roles, due_ms);
CREATE INDEX report_received ON report
	(received_ms, tie, state, rank, turn_person, turn_roles, due_ms);
CREATE INDEX report_due_key ON report (due_key, tie);
CREATE INDEX report_since ON report (since_ms, tie);
CREATE INDEX report_state_since ON report (state, since_ms, tie);
CREATE INDEX report_hand ON report (turn_person, turn_roles, tie);
CREATE INDEX report_source ON report (source, received_ms, tie);
CREATE INDEX report_chars ON report (chars, tie);
CREATE INDEX report_title ON report (title, tie);
CREATE INDEX report_writers ON report (writers, tie);
CREATE INDEX report_unit ON report (unit, tie);

-- The views that are few among many, each already in queue order.
CREATE INDEX report_turn ON report
	(turn_person, rank, wait, received_ms, tie) WHERE turn_person > 0;
CREATE INDEX report_pool ON report
	(turn_roles, rank, wait, received_ms, tie) WHERE turn_person = 0 AND rank < 3;
CREATE INDEX report_state ON report (state, rank, wait, received_ms, tie);
CREATE INDEX report_kept ON report (kept, rank, wait, received_ms, tie) WHERE kept = 1;
CREATE INDEX report_due ON report (due_ms, rank) WHERE due_ms > 0;

-- Saved versions; a body is only ever replaced by a purge. The one that stands has its report's id, so
-- that search reads the texts it checks side by side; the others have ids far above.
CREATE TABLE revision (
	id INTEGER PRIMARY KEY,
	report INTEGER NOT NULL,
	no INTEGER NOT NULL,
	base INTEGER NOT NULL,
	title TEXT NOT NULL,
	writers TEXT NOT NULL, -- as writers_print() has them
	unit TEXT NOT NULL,
	contact TEXT NOT NULL,
	category TEXT NOT NULL,
	addressees TEXT NOT NULL,
	copies TEXT NOT NULL,
	periodical TEXT NOT NULL,
	urgency INTEGER NOT NULL,
	mark TEXT NOT NULL,
	person INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	chars INTEGER NOT NULL,
	digest ANY NOT NULL,
	body TEXT NOT NULL -- last: what only reads heads does not load it
) STRICT;
CREATE UNIQUE INDEX revision_no ON revision (report, no);

-- The trail. prev is the digest of the row before and is not stored twice.
CREATE TABLE event (
	seq INTEGER PRIMARY KEY,
	uid TEXT NOT NULL,
	report INTEGER NOT NULL,
	kind TEXT NOT NULL,
	from_state INTEGER NOT NULL,
	to_state INTEGER NOT NULL,
	person INTEGER NOT NULL,
	person_name TEXT NOT NULL,
	desk TEXT NOT NULL,
	program TEXT NOT NULL,
	at_ms INTEGER NOT NULL,
	reason TEXT NOT NULL,
	words TEXT NOT NULL,
	revision INTEGER NOT NULL,
	text_digest ANY NOT NULL,
	detail TEXT NOT NULL,
	digest ANY NOT NULL
) STRICT;
CREATE INDEX event_report ON event (report);
CREATE INDEX event_person ON event (person);
CREATE INDEX event_kind ON event (kind);

-- Who ever acted on what: the view of what went through my hands.
CREATE TABLE acted (
	person INTEGER NOT NULL,
	report INTEGER NOT NULL,
	PRIMARY KEY (person, report)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	login TEXT NOT NULL,
	roles INTEGER NOT NULL,
	retired INTEGER NOT NULL,
	seq INTEGER NOT NULL
) STRICT;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE claim (
	report INTEGER PRIMARY KEY,
	person INTEGER NOT NULL,
	desk TEXT NOT NULL,
	fence INTEGER NOT NULL,
	since_ms INTEGER NOT NULL,
	beat INTEGER NOT NULL
) STRICT;

-- Single characters and pairs of the folded text of the revision that stands, and of what the filter
-- looks in. Rowid is the report.
CREATE VIRTUAL TABLE text_gram USING fts5(t, content='', detail=none, columnsize=0, tokenize='grams');
CREATE VIRTUAL TABLE head_gram USING fts5(t, content='', detail=none, columnsize=0, tokenize='grams');
