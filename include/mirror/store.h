/* Inside the room: the rows of a batch into their tables, within the transaction of take.c. */
#ifndef MIRROR_STORE_H
#define MIRROR_STORE_H

#include "mirror/local.h"
#include "model/changes.h"

/*
 * TOUCHED collects reports of which something must be worked out again (keys point at their ids).
 * Errors: DAMAGED when an event comes with another digest than the one held; FULL.
 */
bool store_events(
    struct mirror *mirror, const GPtrArray *events, GHashTable *touched, struct err *err) CHECKED;
/* Errors: FULL. */
bool store_people(struct mirror *mirror, const GPtrArray *people, struct err *err) CHECKED;
/* Errors: FULL. */
bool store_settings(struct mirror *mirror, const GPtrArray *settings, struct err *err) CHECKED;
/* Only written where it differs: the table comes whole with every look at the share. Errors: FULL.
 */
bool store_claims(struct mirror *mirror, const GPtrArray *claims, struct err *err) CHECKED;
/* Errors: FULL. */
bool store_revisions(struct mirror *mirror, const struct changes *changes, struct err *err) CHECKED;
/* Give the revision that stands its report's id (schema.sql says why); NO -1: none has it. Errors:
 * FULL. */
bool store_stands(struct mirror *mirror, int64_t report, int no, struct err *err) CHECKED;
/* Errors: FULL. */
bool store_reports(
    struct mirror *mirror, const GPtrArray *reports, GHashTable *touched, struct err *err) CHECKED;
/* First event and "kept" of the reports touched. Errors: FULL. */
bool store_what_follows(struct mirror *mirror, GHashTable *touched, struct err *err) CHECKED;

#endif
