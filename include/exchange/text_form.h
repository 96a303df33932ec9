/* The text form: title, 反映人 line, body: what import finds and `show --text` prints. */
#ifndef EXCHANGE_TEXT_FORM_H
#define EXCHANGE_TEXT_FORM_H

#include "exchange/byline.h"
#include "exchange/label.h"
#include "model/revision.h"

/*
 * The explicit form has a line for each field, in this order, then a blank line and the body;
 * nothing in it is a matter of looks.
 */
#define TEXT_FORM_TITLE "标题："
#define TEXT_FORM_WRITER "反映人："
#define TEXT_FORM_UNIT "单位："
#define TEXT_FORM_CONTACT "联系电话："

/* What a text says of itself. A field that it does not name is NULL, and left to the clerk. */
struct text_form {
	char *title;
	struct byline by;
	char *body; /* never NULL once parsed */
};

/* Free what the fields hold. */
void text_form_clear(struct text_form *form);

/*
 * Find the fields of TEXT, which is UTF-8 with plain line ends. A title is the first line that can
 * be one; writers are taken from a labelled line below it or, in brackets, at the end. NOTES, an
 * array of char * or NULL, gets a sentence for all that a person should look at: what was joined,
 * split or left out.
 * Owns: text_form_clear frees what is in OUT.
 */
void text_form_parse(const char *text, struct text_form *out, GPtrArray *notes);

/*
 * The text form of FORM: text_form_parse gives the same form again, with fields that are empty as
 * NULL. Where the plain form would not do that (a title that looks like a body, a name that looks
 * like a unit), every field has a line with its label. The body is tidied on the way. Owns: the
 * caller frees.
 */
char *text_form_print(const struct text_form *form);

/* BODY without blank lines at its beginning and blanks at its end. Owns: the caller frees. */
char *text_form_tidy(const char *body);

/*
 * The form of a revision, and the other way: fields found replace those of the revision, others
 * stay, as does a contact that comes back masked; a writer who stays keeps the link to a person.
 * Owns: text_form_clear frees what is in
 * OUT; the revision copies.
 */
void text_form_of_revision(const struct revision *revision, struct text_form *out);
void text_form_into_revision(const struct text_form *form, struct revision *revision);

#endif
