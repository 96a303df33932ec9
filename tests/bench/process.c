/* Reads /proc; a process that has gone meanwhile counts as nothing. */
#include "process.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static int64_t field(const char *text, const char *name)
{
	const char *at = text ? strstr(text, name) : NULL;

	return at ? g_ascii_strtoll(at + strlen(name), NULL, 10) : 0;
}

/* A file of /proc/PID, or of one of its threads when that is not 0. */
static char *read_all(pid_t pid, long thread, const char *name)
{
	g_autofree char *task = thread ? g_strdup_printf("/task/%ld", thread) : g_strdup("");
	g_autofree char *path = g_strdup_printf("/proc/%d%s/%s", (int)pid, task, name);
	char *text = NULL;

	g_file_get_contents(path, &text, NULL, NULL);
	return text;
}

static int64_t own_cpu_us(pid_t pid)
{
	struct timespec used;
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
		return 0;
	return (int64_t)used.tv_sec * 1000000 + used.tv_nsec / 1000;
}

/* Children that were waited for: columns 16 and 17, after the name in brackets. */
static int64_t ended_cpu_us(pid_t pid)
{
	g_autofree char *text = read_all(pid, 0, "stat");
	const char *at = text ? strrchr(text, ')') : NULL;
	long user = 0, system = 0;

	if (at && sscanf(at + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %ld %ld",
		      &user, &system) != 2)
		user = system = 0;
	return (user + system) * 1000000 / sysconf(_SC_CLK_TCK);
}

static void add_threads(pid_t pid, struct process_cost *cost)
{
	g_autofree char *folder = g_strdup_printf("/proc/%d/task", (int)pid);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		long thread = strtol(name, NULL, 10);
		g_autofree char *status = read_all(pid, thread, "status");
		g_autofree char *children = read_all(pid, thread, "children");
		struct process_cost below;
		char *rest = children;
		cost->wakeups += field(status, "\nvoluntary_ctxt_switches:");
		for (long child; rest && (child = strtol(rest, &rest, 10)) > 0;) {
			process_cost((pid_t)child, &below);
			cost->cpu_us += below.cpu_us;
			cost->peak_kb += below.peak_kb;
			cost->wakeups += below.wakeups;
		}
	}
}

void process_cost(pid_t pid, struct process_cost *cost)
{
	g_autofree char *status = read_all(pid, 0, "status");

	*cost = (struct process_cost){
	    .cpu_us = own_cpu_us(pid) + ended_cpu_us(pid),
	    .peak_kb = field(status, "\nVmHWM:"),
	};
	add_threads(pid, cost);
}
