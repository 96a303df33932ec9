/* Another desk that is at work in the folder: what this computer sees of it counts more than any
 * trial. */
#include "share/doctor_steps.h"

#include "base/clock.h"
#include "base/lang.h"
#include "share/survey.h"

#include <unistd.h>

#define SIDE "-lk"
#define LOOK_EACH_MS 500
#define LOOK_MOST_MS (SURVEY_MS + 2000) /* in which a desk that lives shows itself */

/* The side file of a database in the folder that other desks have written in. Owns: closed by the
 * caller; NULL: none. */
static struct gate *find_side(const char *folder)
{
	g_autoptr(GDir) names = g_dir_open(folder, 0, NULL);
	const char *name;

	while (names && (name = g_dir_read_name(names))) {
		struct survey survey = {0};
		struct err none = {0};

		if (!g_str_has_suffix(name, SIDE))
			continue;
		g_autofree char *file = g_strndup(name, strlen(name) - strlen(SIDE));
		g_autofree char *db = g_build_filename(folder, file, NULL);
		struct gate *gate = access(db, F_OK) == 0 ? gate_open(db, &none) : NULL;

		if (gate && survey_look(&survey, gate, &none) && survey.found)
			return gate;
		gate_close(gate);
	}
	return NULL;
}

bool doctor_desks(
    const char *folder, bool (*go_on)(void *of), void *of, char **name, struct err *err)
{
	struct gate *gate = find_side(folder);
	int64_t begun = clock_mono_ms();
	struct survey survey = {0};
	bool good = true;

	*name = NULL;
	/* One that shows itself without its lock gets the time to do so once more. */
	while (gate && good && !*name &&
	       clock_mono_ms() < begun + LOOK_MOST_MS * (survey.doubtful ? 2 : 1)) {
		good = survey_look(&survey, gate, err);
		if (good && survey.live)
			*name = g_strdup(survey.name);
		else if (good && go_on && !go_on(of))
			good = err_fail(err, ERR_STOPPED, _("stopped"));
		else if (good)
			g_usleep(LOOK_EACH_MS * 1000);
	}
	gate_close(gate);
	return good;
}
