/* A batch on its way from share to mirror; arrays that own what they hold. */
#include "model/changes.h"

struct setting *setting_new(const char *name, const char *value)
{
	struct setting *setting = g_new(struct setting, 1);

	setting->name = g_strdup(name);
	setting->value = g_strdup(value ? value : "");
	return setting;
}

static void setting_free(struct setting *setting)
{
	if (!setting)
		return;
	g_free(setting->name);
	g_free(setting->value);
	g_free(setting);
}

struct changes *changes_new(void)
{
	struct changes *changes = g_new0(struct changes, 1);

	changes->events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	changes->reports = g_ptr_array_new_with_free_func((GDestroyNotify)report_free);
	changes->revisions = g_ptr_array_new_with_free_func((GDestroyNotify)revision_free);
	changes->people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
	changes->settings = g_ptr_array_new_with_free_func((GDestroyNotify)setting_free);
	return changes;
}

void changes_free(struct changes *changes)
{
	if (!changes)
		return;
	g_ptr_array_free(changes->events, TRUE);
	g_ptr_array_free(changes->reports, TRUE);
	g_ptr_array_free(changes->revisions, TRUE);
	g_ptr_array_free(changes->people, TRUE);
	g_ptr_array_free(changes->settings, TRUE);
	if (changes->claims)
		g_ptr_array_free(changes->claims, TRUE);
	g_free(changes);
}
