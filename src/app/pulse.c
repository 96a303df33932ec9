/* Beats of claims as last seen, by report. */
#include "app/pulse.h"

#include "base/lang.h"
#include "model/report.h"

struct beat {
	int64_t report; /* the key */
	int64_t fence, beat;
	int64_t seen_ms; /* when it was seen to be another than before */
	int64_t typed_ms; /* and so that the holder had written */
	bool has_changed; /* since this desk looks: before that nothing is known of them */
};

struct pulse {
	GHashTable *beats; /* int64_t report to struct beat */
	bool has_looked;
};

struct pulse *pulse_new(void)
{
	struct pulse *pulse = g_new0(struct pulse, 1);

	pulse->beats = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
	return pulse;
}

void pulse_free(struct pulse *pulse)
{
	if (!pulse)
		return;
	g_hash_table_destroy(pulse->beats);
	g_free(pulse);
}

static bool is_same(const struct beat *beat, const struct claim *claim)
{
	return beat->fence == claim->fence && beat->beat == claim->beat;
}

static bool is_untouched(const struct beat *beat, const struct claim *claim)
{
	return beat->fence == claim->fence && beat->beat / CLAIM_TYPED == claim->beat / CLAIM_TYPED;
}

void pulse_see(struct pulse *pulse, const GPtrArray *claims, int64_t now_ms)
{
	GHashTable *now = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);

	for (guint i = 0; i < claims->len; i++) {
		const struct claim *claim = g_ptr_array_index(claims, i);
		const struct beat *old = g_hash_table_lookup(pulse->beats, &claim->report);
		struct beat *beat = g_new(struct beat, 1);

		*beat = (struct beat){.report = claim->report,
		    .fence = claim->fence,
		    .beat = claim->beat,
		    .seen_ms = old && is_same(old, claim) ? old->seen_ms : now_ms,
		    .typed_ms = old && is_untouched(old, claim) ? old->typed_ms : now_ms,
		    .has_changed = old && is_same(old, claim) ? old->has_changed
							      : pulse->has_looked};
		g_hash_table_insert(now, &beat->report, beat);
	}
	g_hash_table_destroy(pulse->beats);
	pulse->beats = now;
	pulse->has_looked = true;
}

bool pulse_is_known(const struct pulse *pulse, const struct claim *claim)
{
	const struct beat *beat = g_hash_table_lookup(pulse->beats, &claim->report);

	return beat ? beat->has_changed || !is_same(beat, claim) : pulse->has_looked;
}

int64_t pulse_silent_ms(const struct pulse *pulse, const struct claim *claim, int64_t now_ms)
{
	const struct beat *beat = g_hash_table_lookup(pulse->beats, &claim->report);

	/* A newer one than was seen: there was a sign of life since. */
	return beat && is_same(beat, claim) ? now_ms - beat->seen_ms : 0;
}

int64_t pulse_idle_ms(const struct pulse *pulse, const struct claim *claim, int64_t now_ms)
{
	const struct beat *beat = g_hash_table_lookup(pulse->beats, &claim->report);

	return beat && is_untouched(beat, claim) ? now_ms - beat->typed_ms : 0;
}

char *pulse_words(int64_t idle_ms)
{
	int64_t seconds = idle_ms / 1000;

	if (seconds < 100)
		return g_strdup_printf(_("%d s"), (int)seconds);
	if (seconds < 6000)
		return g_strdup_printf(_("%d min"), (int)(seconds / 60));
	return g_strdup_printf(_("%d h"), (int)(seconds / 3600));
}
