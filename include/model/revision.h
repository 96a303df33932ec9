/* One saved version of a report: head and body together; what is signed is all of it (design 3). */
#ifndef MODEL_REVISION_H
#define MODEL_REVISION_H

#include "model/terms.h"

#define REVISION_CHARS_USUAL 1500 /* a text that is longer is warned of [D 3.1 Q01] */
#define DIGEST_SHOWN 12 /* characters of a digest that people see, compare and type */

/* Who a writer is to this office: the answer decides whether a colleague may judge the report. */
enum writer_link {
	WRITER_UNLINKED, /* nobody has said yet: a colleague's name forbids until somebody does */
	WRITER_PERSON, /* a person of this office */
	WRITER_OUTSIDE, /* said to be somebody else, whatever the name */
};

struct writer {
	char *name;
	enum writer_link link;
	int64_t person; /* with WRITER_PERSON */
};

struct revision {
	int64_t report;
	int no; /* 1 is the text as received */
	int base; /* the revision it was made from, 0 for the first */
	char *title;
	GPtrArray *writers; /* struct writer: the first reflects, the others joined */
	char *unit; /* unit and duty as printed on the writers' line */
	char *contact;
	char *category;
	char *addressees; /* 主送, names separated by 、 */
	char *copies; /* 抄送 */
	char *periodical;
	enum urgency urgency;
	char *mark; /* handling mark, such as 内部资料 注意保存 */
	char *body; /* NULL: not loaded; "" in a quarantined report */
	int64_t person; /* who made it */
	int64_t at_ms;
	int64_t seq; /* the event that brought it */
	int chars; /* 字数 of the body */
	char *digest; /* 64 hex digits over revision_canon; NULL until taken */
};

/* Everything empty, strings "", body "". Owns: free with revision_free. */
struct revision *revision_new(void);
struct revision *revision_copy(const struct revision *revision);
void revision_free(struct revision *revision);

/* Owns: copies the name; adds at the end. */
void revision_add_writer(
    struct revision *revision, const char *name, enum writer_link link, int64_t person);
/* Names joined by 、. Owns: the caller frees. */
char *revision_writers(const struct revision *revision);

/* Replace a string field by a copy of VALUE. */
void revision_set(char **field, const char *value);

/*
 * The canonical bytes that its digest is taken over: title, writers with their links, unit,
 * contact, category, addressees, copies, periodical, urgency, mark, body. Neither number nor person
 * nor time: the same text has the same digest. Owns: the caller frees.
 */
GString *revision_canon(const struct revision *revision);
/* The same fields appended to another encoding. */
void revision_put(GString *canon, const struct revision *revision);
/* Whether all that a digest is taken over is the same. */
bool revision_is_same(const struct revision *a, const struct revision *b);

/*
 * Writers as stored in one column: NAME TAB LINK TAB PERSON LF each. The inverse is false when the
 * text is no such list. Owns: the caller frees the text; parsed writers are added to the revision.
 */
char *writers_print(const struct revision *revision);
bool writers_parse(const char *text, struct revision *revision) CHECKED;

/*
 * What can be said of a revision's shape before any rule: bounds of base/bounds.h, UTF-8, a title.
 * Errors: INPUT or FULL in people's words.
 */
bool revision_fits(const struct revision *revision, struct err *err) CHECKED;

#endif
