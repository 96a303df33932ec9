/* The text form on its way out, and between it and a revision. */
#include "exchange/text_form.h"

#include "text/mask.h"

static bool same(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_form(const struct text_form *a, const struct text_form *b)
{
	guint names = a->by.names ? a->by.names->len : 0;

	if (!same(a->title, b->title) || !same(a->by.unit, b->by.unit) ||
	    !same(a->by.contact, b->by.contact) || !same(a->body, b->body) ||
	    names != (b->by.names ? b->by.names->len : 0))
		return false;
	for (guint i = 0; i < names; i++)
		if (!same(a->by.names->pdata[i], b->by.names->pdata[i]))
			return false;
	return true;
}

/* As people write it: the title, the line of the writers if there are any, the body. */
static char *print_plain(const struct text_form *form)
{
	GString *out = g_string_new(form->title);
	g_autofree char *writers = byline_print(&form->by);

	g_string_append_c(out, '\n');
	if (*writers)
		g_string_append_printf(out, TEXT_FORM_WRITER "%s\n", writers);
	if (*form->body)
		g_string_append_printf(out, "%s\n", form->body);
	return g_string_free(out, FALSE);
}

static char *print_explicit(const struct text_form *form)
{
	g_autofree char *names = byline_names(&form->by);

	return g_strdup_printf(TEXT_FORM_TITLE "%s\n" TEXT_FORM_WRITER "%s\n" TEXT_FORM_UNIT
					       "%s\n" TEXT_FORM_CONTACT "%s\n\n%s%s",
	    form->title ? form->title : "", names, form->by.unit ? form->by.unit : "",
	    form->by.contact ? form->by.contact : "", form->body, *form->body ? "\n" : "");
}

char *text_form_print(const struct text_form *form)
{
	g_autofree char *body = text_form_tidy(form->body ? form->body : "");
	struct text_form tidy = *form, again = {0};
	char *plain;

	tidy.body = body;
	plain = print_plain(&tidy);
	text_form_parse(plain, &again, NULL);
	if (!same_form(&again, &tidy)) {
		g_free(plain);
		plain = print_explicit(&tidy);
	}
	text_form_clear(&again);
	return plain;
}

void text_form_of_revision(const struct revision *revision, struct text_form *out)
{
	*out = (struct text_form){
	    .title = g_strdup(revision->title),
	    .by.unit = g_strdup(revision->unit),
	    .by.contact = g_strdup(revision->contact),
	    .body = g_strdup(revision->body ? revision->body : ""),
	    .by.names = g_ptr_array_new_with_free_func(g_free),
	};
	for (guint i = 0; i < revision->writers->len; i++) {
		const struct writer *writer = revision->writers->pdata[i];

		g_ptr_array_add(out->by.names, g_strdup(writer->name));
	}
}

/* The writer of that name in what the revision had, NULL when there was none. */
static const struct writer *writer_named(const struct revision *revision, const char *name)
{
	for (guint i = 0; i < revision->writers->len; i++) {
		const struct writer *writer = revision->writers->pdata[i];

		if (strcmp(writer->name, name) == 0)
			return writer;
	}
	return NULL;
}

void text_form_into_revision(const struct text_form *form, struct revision *revision)
{
	if (form->title)
		revision_set(&revision->title, form->title);
	if (form->by.unit)
		revision_set(&revision->unit, form->by.unit);
	/* a number copied from where it was masked is the one that is here */
	if (form->by.contact && !mask_is_of(form->by.contact, revision->contact))
		revision_set(&revision->contact, form->by.contact);
	if (form->body)
		revision_set(&revision->body, form->body);
	if (!form->by.names)
		return;

	struct revision *had = revision_copy(revision);
	g_ptr_array_set_size(revision->writers, 0);
	for (guint i = 0; i < form->by.names->len; i++) {
		const char *name = form->by.names->pdata[i];
		const struct writer *known = writer_named(had, name);

		revision_add_writer(revision, name, known ? known->link : WRITER_UNLINKED,
		    known ? known->person : 0);
	}
	revision_free(had);
}
