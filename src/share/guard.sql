-- The guards: triggers that hold every program to the rules, the sqlite3 shell too (design 3).
--
-- They use nothing but SQLite's own functions. Between two at-signs stands what guard.c fills in: the
-- words of a refusal (guard.def) and, from flow/moves.def, which kind leads from where to where (ways),
-- which roles of person p may make it there (entitled), and lists of kinds. What triggers cannot say,
-- moves.c and verify.c judge; who can drop a trigger is told by verify.c.
--
-- The order of writing is: event, counter, revision, original, then the row of the report or person.
-- A row of that last kind whose seq is the newest event's is settled, and never changed again by it.
-- REPLACE would delete without asking the triggers for DELETE, so each INSERT looks for its keys.

CREATE TRIGGER guard_event_update BEFORE UPDATE ON event
BEGIN
	SELECT RAISE(ABORT, '@KEPT@');
END;

CREATE TRIGGER guard_event_delete BEFORE DELETE ON event
BEGIN
	SELECT RAISE(ABORT, '@KEPT@');
END;

-- One trigger for all of an event, because SQLite does not say which of several it asks first.
CREATE TRIGGER guard_event_insert BEFORE INSERT ON event
BEGIN
	-- One after the other, each holding the digest of the one before; and the one before is settled.
	SELECT RAISE(ABORT, '@CHAIN@')
	WHERE NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
		OR NEW.prev IS NOT coalesce((SELECT digest FROM event ORDER BY seq DESC LIMIT 1), '@zeros@')
		OR length(NEW.digest) <> 64 OR NEW.digest GLOB '*[^0-9a-f]*'
		OR length(NEW.signature) <> 128 OR NEW.signature GLOB '*[^0-9a-f]*'
		OR length(NEW.uid) <> 26 OR EXISTS (SELECT 1 FROM event WHERE uid = NEW.uid)
		OR (NEW.kind = 'office') <> (NEW.seq = 1);
	SELECT RAISE(ABORT, '@UNSETTLED@')
	FROM event AS e WHERE e.seq = NEW.seq - 1 AND CASE
		WHEN e.report <> 0 THEN NOT EXISTS (SELECT 1 FROM report WHERE id = e.report AND seq = e.seq)
		WHEN e.kind IN ('setting', 'delegate', 'steps') THEN NOT EXISTS (SELECT 1 FROM setting WHERE seq = e.seq)
		ELSE NOT EXISTS (SELECT 1 FROM person WHERE seq = e.seq) END;
	-- A move of the table, from where the report stands, by somebody who may, of the text that stands.
	SELECT RAISE(ABORT, '@FROM@')
	WHERE NEW.from_state IS NOT coalesce((SELECT state FROM report WHERE id = NEW.report), '')
		OR CASE
			WHEN NEW.kind IN (@births@)
			THEN NEW.report IS NOT (SELECT coalesce(max(id), 0) + 1 FROM report)
			WHEN NEW.kind IN (@offices@) THEN NEW.report <> 0
			ELSE NOT EXISTS (SELECT 1 FROM report WHERE id = NEW.report) END;
	SELECT RAISE(ABORT, '@WAY@')
	WHERE NOT (@ways@)
		OR NEW.kind = 'unmerge'
		AND 'composite' IS NOT (SELECT source FROM report WHERE id = NEW.report);
	SELECT RAISE(ABORT, '@ACTOR@')
	WHERE NEW.kind <> 'office' AND NOT EXISTS (
		SELECT 1 FROM (SELECT @roles@ FROM (
			SELECT roles FROM person
			WHERE id = NEW.person AND name = NEW.person_name AND retired = 0
			UNION ALL SELECT l.role FROM @lends@ AS l, person AS d, person AS a
			WHERE NEW.kind IN (@lent@) AND instr(NEW.detail, char(10) || 'lent=' || l.seq || char(10))
				AND NEW.detail GLOB 'for=' || l.by || char(10) || '*' AND l.taker = NEW.person
				AND NEW.at_ms >= l.from_ms AND NEW.at_ms < l.until_ms
				AND d.id = l.by AND d.retired = 0 AND instr(',' || d.roles || ',', ',' || l.role || ',')
				AND a.id = NEW.person AND a.name = NEW.person_name AND a.retired = 0)) AS p
		WHERE NEW.kind IN ('join', 'key-retire') OR @entitled@);
	SELECT RAISE(ABORT, '@SEEN@')
	WHERE NEW.report <> 0 AND CASE
		WHEN NEW.kind IN (@texts@)
		THEN length(NEW.text_digest) <> 64 OR NEW.text_digest GLOB '*[^0-9a-f]*' OR NEW.revision
			IS NOT (SELECT coalesce(max(no), 0) + 1 FROM revision WHERE report = NEW.report)
		ELSE NOT EXISTS (SELECT 1 FROM report WHERE id = NEW.report
			AND revision = NEW.revision AND digest = NEW.text_digest) END;
	SELECT RAISE(ABORT, '@UNDO@')
	WHERE NEW.kind = 'undo' AND NOT EXISTS (
		SELECT 1 FROM event AS u
		WHERE u.seq = (SELECT max(seq) FROM event WHERE report = NEW.report AND kind NOT IN ('export', 'reveal'))
			AND u.person = NEW.person AND u.kind IN (@undoable@)
			AND u.from_state = NEW.to_state AND u.to_state = NEW.from_state
			AND NEW.detail = 'undone=' || u.seq || char(10));
	-- Separation of duties, as far as SQL can tell it.
	SELECT RAISE(ABORT, '@WRITER@')
	FROM revision AS r WHERE NEW.kind IN (@notwriter@)
		AND r.report = NEW.report AND r.no = NEW.revision - (NEW.kind IN (@texts@))
		AND (instr(r.writers, char(9) || '1' || char(9) || NEW.person || char(10))
			OR instr(r.writers, char(9) || '1' || char(9) || @for@ || char(10)));
	-- Whose hand is in the text, that of a part in its composite's: never, or only as an amendment
	-- that another has confirmed since.
	SELECT RAISE(ABORT, '@TOUCHED@')
	WHERE NEW.kind IN (@nottouched@) AND EXISTS (
		WITH RECURSIVE whole (id) AS (
			SELECT NEW.report UNION SELECT p.id FROM report AS p JOIN whole
				ON p.merged_into = whole.id AND p.merged_into <> 0)
		SELECT 1 FROM whole JOIN event AS e ON e.report = whole.id
		WHERE e.person IN (NEW.person, @for@) AND (e.kind IN (@texts@) AND e.kind NOT IN ('receive', 'amend')
			OR e.kind = 'amend' AND NOT EXISTS (
				SELECT 1 FROM event AS c WHERE c.report IN (NEW.report, e.report) AND c.seq > e.seq
					AND c.kind = 'confirm' AND c.person <> e.person)));
	-- Verdicts on exactly this text, each by other people, and none newer on another text.
	SELECT RAISE(ABORT, '@TWO@')
	WHERE NEW.kind IN ('pass', 'sign') AND EXISTS (
		SELECT 1 FROM event AS e
		WHERE e.report = NEW.report AND e.kind = 'pass' AND e.text_digest = NEW.text_digest
			AND e.seq > @editing@ AND @stands@
			AND (e.person IN (NEW.person, @for@) OR @passfor@ IN (NEW.person, @for@))
			AND NOT (NEW.kind = 'sign' AND e.person = NEW.person AND @passfor@ = 0
				AND @for@ = -1 AND EXISTS (
					SELECT 1 FROM @lends@ AS l WHERE l.role = 'both' AND l.taker = NEW.person
						AND NEW.detail GLOB 'both=' || l.seq || char(10) || '*'
						AND NEW.at_ms >= l.from_ms AND NEW.at_ms < l.until_ms)))
		OR NEW.kind = 'sign' AND NEW.text_digest IS NOT (
			SELECT e.text_digest FROM event AS e
			WHERE e.report = NEW.report AND e.kind = 'pass' AND e.seq > @editing@ AND @stands@
			ORDER BY e.seq DESC LIMIT 1);
	-- As many passes as the office ordered when it was submitted, then the signature.
	SELECT RAISE(ABORT, '@STEPS@')
	FROM (SELECT count(*) AS passes FROM event AS e
		WHERE NEW.kind IN ('pass', 'sign') AND e.report = NEW.report AND e.kind = 'pass'
			AND e.text_digest = NEW.text_digest AND e.seq > @editing@ AND @stands@)
	WHERE CASE NEW.kind
		WHEN 'submit' THEN iif(NEW.detail GLOB 'steps=*',
			substr(NEW.detail, 7, instr(NEW.detail, char(10)) - 7), '0')
			IS NOT coalesce((SELECT substr(value, 1, instr(value || ';', ';') - 1)
				FROM setting WHERE key = 'steps'), '0')
		WHEN 'pass' THEN passes >= @wanted@ OR NEW.to_state IS NOT iif(
			NEW.from_state = 'review' AND passes + 1 < @wanted@, 'review', 'signing')
		WHEN 'sign' THEN passes < @wanted@
		ELSE 0 END;
	SELECT RAISE(ABORT, '@SIGNED@')
	WHERE NEW.kind = 'dispatch' AND NEW.text_digest IS NOT (
		SELECT text_digest FROM event WHERE report = NEW.report AND kind = 'sign'
		ORDER BY seq DESC LIMIT 1);
	-- An amendment waits for an editor who is another, until one confirms it or has the text back.
	SELECT RAISE(ABORT, '@CONFIRMED@')
	WHERE NEW.kind IN ('confirm', 'sign') AND (NEW.kind = 'sign') = EXISTS (
		SELECT 1 FROM event AS a
		WHERE a.seq = (SELECT max(seq) FROM event WHERE report = NEW.report
				AND (kind IN ('amend', 'confirm') OR to_state = 'editing'))
			AND a.kind = 'amend' AND (NEW.kind = 'sign' OR a.person <> NEW.person));
	-- Two people purge: one asks, another confirms exactly that. What is purged stays a shell.
	SELECT RAISE(ABORT, '@PURGE@')
	WHERE NEW.kind IN ('purge-confirm', 'purge-drop') AND NOT EXISTS (
		SELECT 1 FROM event AS a
		WHERE a.seq = (SELECT max(seq) FROM event WHERE report = NEW.report
				AND (from_state <> to_state
					OR kind IN ('purge', 'purge-confirm', 'purge-drop')))
			AND a.kind = 'purge' AND (NEW.kind = 'purge-drop' OR a.person <> NEW.person
				AND instr(char(10) || NEW.detail, char(10) || 'of=' || a.seq || char(10))));
	SELECT RAISE(ABORT, '@SHELL@')
	WHERE (NEW.kind IN ('release', 'purge', 'export', 'reveal', 'part-again')
			AND EXISTS (SELECT 1 FROM event WHERE report = NEW.report AND kind = 'purge-confirm'))
		OR ((NEW.kind = 'purge-done' OR NEW.kind = 'close' AND NEW.from_state = 'quarantined')
			AND NOT EXISTS (SELECT 1 FROM event WHERE report = NEW.report AND kind = 'purge-confirm'));
	-- One desk at a time writes a text; which of its runs it was is judged by the fence.
	SELECT RAISE(ABORT, '@UNCLAIMED@')
	WHERE NEW.kind IN (@claimed@) AND NOT EXISTS (SELECT 1 FROM claim
		WHERE report = NEW.report AND person = NEW.person AND desk = NEW.desk);
END;

CREATE TRIGGER guard_report_insert BEFORE INSERT ON report
BEGIN
	SELECT RAISE(ABORT, '@REPORT_NEW@')
	WHERE EXISTS (SELECT 1 FROM report WHERE id = NEW.id OR uid = NEW.uid OR number = NEW.number)
		OR NEW.was <> '' OR NEW.assigned <> 0 OR NEW.merged_into <> 0 OR NEW.dispatch_number <> ''
		OR NEW.number IS NOT printf('%04d-%04d', NEW.year, NEW.serial)
		OR NEW.serial IS NOT (SELECT value FROM counter
			WHERE kind = 'report' AND year = NEW.year AND seq = NEW.seq)
		OR NOT EXISTS (SELECT 1 FROM revision WHERE seq = NEW.seq AND report = NEW.id)
		OR NOT EXISTS (SELECT 1 FROM event AS e
			WHERE e.seq = (SELECT max(seq) FROM event) AND e.seq = NEW.seq
				AND e.kind IN (@births@) AND e.report = NEW.id AND e.to_state = NEW.state
				AND e.revision = NEW.revision AND e.text_digest = NEW.digest
				AND e.at_ms = NEW.since_ms
				AND instr(char(10) || e.detail, char(10) || 'number=' || NEW.number || char(10))
				AND instr(char(10) || e.detail, char(10) || 'uid=' || NEW.uid || char(10)));
END;

CREATE TRIGGER guard_report_update BEFORE UPDATE ON report
BEGIN
	SELECT RAISE(ABORT, '@REPORT_KEPT@')
	WHERE NEW.id <> OLD.id OR NEW.uid <> OLD.uid OR NEW.number <> OLD.number OR NEW.year <> OLD.year
		OR NEW.serial <> OLD.serial OR NEW.source <> OLD.source
		OR NEW.received_ms <> OLD.received_ms OR NEW.original_digest <> OLD.original_digest
		OR NEW.original_name <> OLD.original_name;
	SELECT RAISE(ABORT, '@REPORT_CHANGED@')
	WHERE OLD.seq >= NEW.seq OR NOT EXISTS (
		SELECT 1 FROM event AS e
		WHERE e.seq = (SELECT max(seq) FROM event) AND e.seq = NEW.seq AND e.report = NEW.id
			AND e.from_state = OLD.state AND e.to_state = NEW.state
			AND e.revision = NEW.revision AND e.text_digest = NEW.digest
			AND (e.kind NOT IN (@texts@) OR EXISTS (
				SELECT 1 FROM revision WHERE seq = e.seq AND report = NEW.id))
			AND (NEW.since_ms = OLD.since_ms OR e.kind = 'undo'
				OR e.from_state <> e.to_state AND NEW.since_ms = e.at_ms)
			AND (NEW.was = OLD.was OR e.from_state <> e.to_state)
			AND (NEW.was = '' OR e.kind NOT IN ('forward', 'quarantine', 'merge')
				OR NEW.was = e.from_state)
			AND (NEW.assigned = OLD.assigned OR e.kind IN ('assign', 'undo')
				OR e.from_state <> e.to_state)
			AND (e.kind <> 'assign' OR instr(char(10) || e.detail,
				char(10) || 'person=' || NEW.assigned || char(10)))
			AND CASE e.kind
				WHEN 'merge' THEN e.detail = 'into=' || NEW.merged_into || char(10)
					AND EXISTS (SELECT 1 FROM report AS c WHERE c.id = NEW.merged_into
						AND c.source = 'composite' AND c.state = 'editing')
				WHEN 'part-again' THEN NEW.merged_into = 0
					AND EXISTS (SELECT 1 FROM report AS c WHERE c.id = OLD.merged_into
						AND c.state = 'withdrawn')
				ELSE NEW.merged_into = OLD.merged_into END
			AND (NEW.limit_ms = OLD.limit_ms OR e.kind = 'set')
			AND (e.kind <> 'purge-confirm' OR NOT EXISTS (SELECT 1 FROM revision
					WHERE report = NEW.id AND (title <> '' OR body <> ''))
				AND NOT EXISTS (SELECT 1 FROM original WHERE report = NEW.id AND kept <> 0))
			AND (NEW.dispatch_number = OLD.dispatch_number OR e.kind = 'dispatch'
				AND NEW.dispatch_number = (SELECT printf('%04d-B%04d', year, value)
					FROM counter WHERE kind = 'dispatch' AND seq = e.seq)));
END;

CREATE TRIGGER guard_report_delete BEFORE DELETE ON report
BEGIN
	SELECT RAISE(ABORT, '@REPORT_KEPT@');
END;

CREATE TRIGGER guard_revision_insert BEFORE INSERT ON revision
BEGIN
	SELECT RAISE(ABORT, '@TEXT_NEW@')
	WHERE EXISTS (SELECT 1 FROM revision WHERE seq = NEW.seq
			OR report = NEW.report AND no = NEW.no)
		OR NEW.base < 0 OR NEW.base >= NEW.no
		OR NOT EXISTS (SELECT 1 FROM event AS e
			WHERE e.seq = (SELECT max(seq) FROM event) AND e.seq = NEW.seq
				AND e.report = NEW.report AND e.kind IN (@texts@) AND e.revision = NEW.no
				AND e.text_digest = NEW.digest AND e.person = NEW.person AND e.at_ms = NEW.at_ms);
	SELECT RAISE(ABORT, '@URGENCY@')
	WHERE EXISTS (SELECT 1 FROM revision AS r, event AS e
		WHERE r.report = NEW.report AND r.no = NEW.no - 1 AND r.urgency <> NEW.urgency
			AND e.seq = NEW.seq AND e.words = '');
END;

-- A text is overwritten with nothing, by the event that says so and while its row is still to come.
CREATE TRIGGER guard_revision_update BEFORE UPDATE ON revision
BEGIN
	SELECT RAISE(ABORT, '@TEXT_KEPT@')
	WHERE NEW.title <> '' OR NEW.body <> ''
		OR (NEW.seq, NEW.report, NEW.no, NEW.base, NEW.writers, NEW.unit, NEW.contact, NEW.category,
			NEW.addressees, NEW.copies, NEW.periodical, NEW.urgency, NEW.mark, NEW.person, NEW.at_ms,
			NEW.chars, NEW.digest)
		IS NOT (OLD.seq, OLD.report, OLD.no, OLD.base, OLD.writers, OLD.unit, OLD.contact,
			OLD.category, OLD.addressees, OLD.copies, OLD.periodical, OLD.urgency, OLD.mark,
			OLD.person, OLD.at_ms, OLD.chars, OLD.digest)
		OR NOT EXISTS (SELECT 1 FROM event AS e JOIN report AS r ON r.id = e.report
			WHERE e.seq = (SELECT max(seq) FROM event) AND e.report = OLD.report
				AND e.kind = 'purge-confirm' AND r.seq < e.seq);
END;

CREATE TRIGGER guard_revision_delete BEFORE DELETE ON revision
BEGIN
	SELECT RAISE(ABORT, '@TEXT_KEPT@');
END;

CREATE TRIGGER guard_original_insert BEFORE INSERT ON original
BEGIN
	SELECT RAISE(ABORT, '@ORIGINAL@')
	WHERE EXISTS (SELECT 1 FROM original WHERE seq = NEW.seq)
		OR NOT EXISTS (SELECT 1 FROM event AS e
			WHERE e.seq = (SELECT max(seq) FROM event) AND e.seq = NEW.seq
				AND e.report = NEW.report AND e.kind IN ('receive', 'resubmit')
				AND instr(char(10) || e.detail, char(10) || 'original=' || NEW.digest || char(10)));
END;

CREATE TRIGGER guard_original_update BEFORE UPDATE ON original
BEGIN
	SELECT RAISE(ABORT, '@ORIGINAL@')
	WHERE NEW.kept <> 0 OR (NEW.seq, NEW.report, NEW.digest, NEW.name, NEW.bytes)
			IS NOT (OLD.seq, OLD.report, OLD.digest, OLD.name, OLD.bytes)
		OR NOT EXISTS (SELECT 1 FROM event AS e JOIN report AS r ON r.id = e.report
			WHERE e.seq = (SELECT max(seq) FROM event) AND e.report = OLD.report
				AND e.kind = 'purge-confirm' AND r.seq < e.seq);
END;

CREATE TRIGGER guard_original_delete BEFORE DELETE ON original
BEGIN
	SELECT RAISE(ABORT, '@ORIGINAL@');
END;

-- A number is taken by the event that names it. Fences have no events: they only rise.
CREATE TRIGGER guard_counter_insert BEFORE INSERT ON counter
BEGIN
	SELECT RAISE(ABORT, '@NUMBER@')
	WHERE NEW.value <> 1 OR EXISTS (SELECT 1 FROM counter WHERE kind = NEW.kind AND year = NEW.year)
		OR NEW.kind <> 'fence' AND NOT EXISTS (SELECT 1 FROM event AS e
			WHERE e.seq = (SELECT max(seq) FROM event) AND e.seq = NEW.seq AND CASE NEW.kind
				WHEN 'report' THEN e.kind IN (@births@) AND instr(char(10) || e.detail,
					char(10) || printf('number=%04d-%04d', NEW.year, NEW.value) || char(10))
				WHEN 'dispatch' THEN e.kind = 'dispatch' AND instr(char(10) || e.detail,
					char(10) || printf('number=%04d-B%04d', NEW.year, NEW.value) || char(10))
				ELSE 0 END);
END;

CREATE TRIGGER guard_counter_update BEFORE UPDATE ON counter
BEGIN
	SELECT RAISE(ABORT, '@NUMBER@')
	WHERE NEW.kind <> OLD.kind OR NEW.year <> OLD.year OR NEW.value <> OLD.value + 1
		OR NEW.kind <> 'fence' AND (OLD.seq >= NEW.seq OR NOT EXISTS (SELECT 1 FROM event AS e
			WHERE e.seq = (SELECT max(seq) FROM event) AND e.seq = NEW.seq AND CASE NEW.kind
				WHEN 'report' THEN e.kind IN (@births@) AND instr(char(10) || e.detail,
					char(10) || printf('number=%04d-%04d', NEW.year, NEW.value) || char(10))
				WHEN 'dispatch' THEN e.kind = 'dispatch' AND instr(char(10) || e.detail,
					char(10) || printf('number=%04d-B%04d', NEW.year, NEW.value) || char(10))
				ELSE 0 END));
END;

CREATE TRIGGER guard_counter_delete BEFORE DELETE ON counter
BEGIN
	SELECT RAISE(ABORT, '@NUMBER@');
END;

-- A person's event says the whole row; the office's own event says its first administrator.
CREATE TRIGGER guard_person_insert BEFORE INSERT ON person
BEGIN
	SELECT RAISE(ABORT, '@PERSON@')
	WHERE NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM person) OR NEW.retired <> 0
		OR NOT EXISTS (SELECT 1 FROM event AS e
			WHERE e.seq = (SELECT max(seq) FROM event) AND e.seq = NEW.seq AND CASE e.kind
				WHEN 'office' THEN NEW.id = 1 AND e.person = 1 AND e.person_name = NEW.name
					AND NEW.roles = 'admin'
					AND instr(char(10) || e.detail, char(10) || 'login=' || NEW.login || char(10))
					+ (NEW.login = '')
				WHEN 'person-add' THEN instr(char(10) || e.detail, char(10) || 'id=' || NEW.id || char(10))
					AND instr(char(10) || e.detail, char(10) || 'name=' || NEW.name || char(10))
					AND instr(char(10) || e.detail, char(10) || 'login=')
						= iif(NEW.login = '', 0, instr(char(10) || e.detail,
							char(10) || 'login=' || NEW.login || char(10)))
					AND instr(char(10) || e.detail, char(10) || 'roles=')
						= iif(NEW.roles = '', 0, instr(char(10) || e.detail,
							char(10) || 'roles=' || NEW.roles || char(10)))
				ELSE 0 END);
END;

CREATE TRIGGER guard_person_update BEFORE UPDATE ON person
BEGIN
	SELECT RAISE(ABORT, '@PERSON@')
	WHERE NEW.id <> OLD.id OR OLD.seq >= NEW.seq OR OLD.retired > NEW.retired
		OR NOT EXISTS (SELECT 1 FROM event AS e
			WHERE e.seq = (SELECT max(seq) FROM event) AND e.seq = NEW.seq
				AND iif(NEW.retired > OLD.retired, e.kind = 'person-retire',
					e.kind IN ('person-role', 'invite', 'join', 'key-admit', 'key-retire', 'grant'))
				AND instr(char(10) || e.detail, char(10) || 'id=' || NEW.id || char(10))
					AND instr(char(10) || e.detail, char(10) || 'name=' || NEW.name || char(10))
					AND instr(char(10) || e.detail, char(10) || 'login=')
						= iif(NEW.login = '', 0, instr(char(10) || e.detail,
							char(10) || 'login=' || NEW.login || char(10)))
					AND instr(char(10) || e.detail, char(10) || 'roles=')
						= iif(NEW.roles = '', 0, instr(char(10) || e.detail,
							char(10) || 'roles=' || NEW.roles || char(10))));
END;

CREATE TRIGGER guard_person_delete BEFORE DELETE ON person
BEGIN
	SELECT RAISE(ABORT, '@PERSON@');
END;

CREATE TRIGGER guard_setting_insert BEFORE INSERT ON setting
BEGIN
	SELECT RAISE(ABORT, '@SETTING@')
	WHERE EXISTS (SELECT 1 FROM setting WHERE key = NEW.key)
		OR NOT EXISTS (SELECT 1 FROM event AS e
			WHERE e.seq = (SELECT max(seq) FROM event) AND e.seq = NEW.seq AND CASE e.kind
				WHEN 'office' THEN NEW.key GLOB 'office.*' AND instr(char(10) || e.detail,
					char(10) || substr(NEW.key, 8) || '='
					|| replace(replace(NEW.value, char(92), char(92) || char(92)),
						char(10), char(92) || 'n') || char(10))
				WHEN iif(NEW.key GLOB 'delegate.*', 'delegate', iif(NEW.key = 'steps', 'steps', 'setting'))
				THEN e.detail = 'key=' || NEW.key || char(10)
					|| iif(NEW.value = '', '', 'value='
						|| replace(replace(NEW.value, char(92), char(92) || char(92)),
						char(10), char(92) || 'n')
						|| char(10))
				ELSE 0 END);
END;

CREATE TRIGGER guard_setting_update BEFORE UPDATE ON setting
BEGIN
	SELECT RAISE(ABORT, '@SETTING@')
	WHERE NEW.key <> OLD.key OR OLD.seq >= NEW.seq
		OR NOT EXISTS (SELECT 1 FROM event AS e
			WHERE e.seq = (SELECT max(seq) FROM event) AND e.seq = NEW.seq
				AND e.kind = iif(NEW.key GLOB 'delegate.*', 'delegate', iif(NEW.key = 'steps', 'steps', 'setting'))
				AND e.detail = 'key=' || NEW.key || char(10)
					|| iif(NEW.value = '', '', 'value='
						|| replace(replace(NEW.value, char(92), char(92) || char(92)),
						char(10), char(92) || 'n')
						|| char(10)));
END;

CREATE TRIGGER guard_setting_delete BEFORE DELETE ON setting
BEGIN
	SELECT RAISE(ABORT, '@SETTING@');
END;

CREATE TRIGGER guard_claim_insert BEFORE INSERT ON claim
BEGIN
	SELECT RAISE(ABORT, '@CLAIM@')
	WHERE NOT EXISTS (SELECT 1 FROM report WHERE id = NEW.report)
		OR NOT EXISTS (SELECT 1 FROM person WHERE id = NEW.person AND retired = 0)
		OR NEW.fence IS NOT (SELECT value FROM counter WHERE kind = 'fence' AND year = 0);
END;

CREATE TRIGGER guard_claim_update BEFORE UPDATE ON claim
BEGIN
	SELECT RAISE(ABORT, '@CLAIM@')
	WHERE NEW.report <> OLD.report
		OR NOT EXISTS (SELECT 1 FROM person WHERE id = NEW.person AND retired = 0)
		OR NEW.fence <> OLD.fence
		AND NEW.fence IS NOT (SELECT value FROM counter WHERE kind = 'fence' AND year = 0)
		OR NEW.fence = OLD.fence AND (NEW.person <> OLD.person OR NEW.desk <> OLD.desk);
END;
