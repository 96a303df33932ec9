/* Names of settings that the program itself asks for. */
#ifndef SHARE_SETTINGS_H
#define SHARE_SETTINGS_H

/* Settings that the office event sets. */
#define SETTING_OFFICE_NAME "office.name"
#define SETTING_OFFICE_LEVEL "office.level"
#define SETTING_OFFICE_UID "office.uid"
#define SETTING_ZONE "office.zone" /* IANA name of the time zone of numbers and days */
#define SETTING_LATE_ADDRESSEES "late-addressees" /* "yes": dispatch may name them */
#define SETTING_NIGHTLY "backup.nightly" /* share/nightly.h; "": no nightly copies */
#define OFFICE_ZONE "Asia/Shanghai" /* where the setting is not made */
#define OFFICE_ZONE_RULE "CST-8" /* the same where the system has no table of zones */

#endif
