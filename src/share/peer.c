/* The child calls nothing that is not safe after fork() in a program with threads. */
#include "share/peer.h"

#include "base/fs.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANSWER_MS 20000

struct peer {
	pid_t pid;
	int to, from;
};

/* What the child knows. */
struct child {
	int dir;
	int file; /* -1 before PEER_OPEN */
	int locks; /* where locks are asked for: the file, or elsewhere when a test blinds it */
	bool is_stale; /* a test: the first value read is the last */
	bool has_read;
	int64_t first;
};

#ifdef YANSHEN_TEST_HOOKS
/* "blind": its locks reach nobody; "stale": it goes on reading what it read first. */
static void faults_of_test(struct child *child, const char *wanted)
{
	if (g_strcmp0(wanted, "blind") == 0)
		child->locks = memfd_create("locks", MFD_CLOEXEC);
	child->is_stale = g_strcmp0(wanted, "stale") == 0;
}
#endif

static int code_of(int64_t result)
{
	return result < 0 ? errno : 0;
}

static int lock(const struct child *child, const struct peer_ask *ask, int64_t *found)
{
	struct flock lock = {
	    .l_type = ask->lock, .l_whence = SEEK_SET, .l_start = ask->at, .l_len = ask->len};
	int where = child->locks >= 0 ? child->locks : child->file;
	int code = code_of(fcntl(where, ask->op == PEER_LOOK ? F_GETLK : F_SETLK, &lock));

	*found = lock.l_type;
	return code;
}

static int read_value(struct child *child, const struct peer_ask *ask, int64_t *value)
{
	ssize_t got = pread(child->file, value, sizeof(*value), ask->at);

	if (got != sizeof(*value))
		return got < 0 ? errno : EIO;
	if (child->is_stale && child->has_read)
		*value = child->first;
	child->first = *value;
	child->has_read = true;
	return 0;
}

static int write_value(const struct child *child, const struct peer_ask *ask)
{
	ssize_t put = pwrite(child->file, &ask->value, sizeof(ask->value), ask->at);

	if (put != sizeof(ask->value))
		return put < 0 ? errno : ENOSPC;
	return code_of(fsync(child->file));
}

static int make(const struct child *child, const char *name)
{
	int fd = openat(
	    child->dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0660);

	return fd < 0 ? errno : code_of(close(fd));
}

static int do_one(struct child *child, const struct peer_ask *ask, int64_t *value)
{
	struct stat found;

	switch (ask->op) {
	case PEER_OPEN:
		child->file = openat(child->dir, ask->name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
		return code_of(child->file);
	case PEER_LOCK:
	case PEER_LOOK:
		return lock(child, ask, value);
	case PEER_READ:
		return read_value(child, ask, value);
	case PEER_WRITE:
		return write_value(child, ask);
	case PEER_SIZE:
		if (fstat(child->file, &found) != 0)
			return errno;
		*value = found.st_size;
		return 0;
	case PEER_HAS:
		*value = faccessat(child->dir, ask->name, F_OK, 0) == 0;
		return *value || errno == ENOENT ? 0 : errno;
	case PEER_MAKE:
		return make(child, ask->name);
	case PEER_REMOVE:
		return code_of(unlinkat(child->dir, ask->name, 0));
	}
	return ENOSYS;
}

static G_GNUC_NORETURN void act(
    struct child *child, int in, int out, const struct peer_account *account)
{
	struct peer_ask ask;
	struct peer_answer answer;

	if (account && (setgroups(1, &account->gid) != 0 || setgid(account->gid) != 0 ||
			   setuid(account->uid) != 0))
		_exit(1);
	while (read(in, &ask, sizeof(ask)) == sizeof(ask)) {
		answer = (struct peer_answer){0};
		answer.code = do_one(child, &ask, &answer.value);
		if (write(out, &answer, sizeof(answer)) != sizeof(answer))
			break;
	}
	_exit(0);
}

static struct peer *fork_it(
    struct child *child, const struct peer_account *account, struct err *err)
{
	int to[2] = {-1, -1}, from[2] = {-1, -1};
	struct peer *peer = NULL;

	/* A message is smaller than PIPE_BUF: it comes whole or not at all. */
	if (pipe2(to, O_CLOEXEC) == 0 && pipe2(from, O_CLOEXEC) == 0) {
		pid_t pid = fork();

		if (pid == 0) {
			close(to[1]); /* so that the parent's end ends this one */
			close(from[0]);
			act(child, to[0], from[1], account);
		}
		if (pid > 0) {
			peer = g_new0(struct peer, 1);
			*peer = (struct peer){.pid = pid, .to = to[1], .from = from[0]};
			to[1] = from[0] = -1;
		}
	}
	if (!peer)
		err_fail_code(err, ERR_SYSTEM, errno, _("no second program can be started: %s"),
		    tr_system(errno));
	for (int i = 0; i < 2; i++) {
		if (to[i] >= 0)
			close(to[i]);
		if (from[i] >= 0)
			close(from[i]);
	}
	return peer;
}

struct peer *peer_start(const char *dir, const struct peer_account *account, struct err *err)
{
	struct child child = {.file = -1, .locks = -1};

	child.dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (child.dir < 0) {
		int code = errno;
		g_autofree char *shown = fs_shown(dir);

		err_fail_code(err, err_kind_of_errno(code), code, _("cannot open %s: %s"), shown,
		    tr_system(code));
		return NULL;
	}
#ifdef YANSHEN_TEST_HOOKS
	faults_of_test(&child, g_getenv("YANSHEN_TEST_PEER"));
#endif
	struct peer *peer = fork_it(&child, account, err);

	close(child.dir);
	if (child.locks >= 0)
		close(child.locks);
	return peer;
}

bool peer_ask(
    struct peer *peer, const struct peer_ask *ask, struct peer_answer *answer, struct err *err)
{
	struct pollfd wait = {.fd = peer->from, .events = POLLIN};

	if (write(peer->to, ask, sizeof(*ask)) == sizeof(*ask) && poll(&wait, 1, ANSWER_MS) == 1 &&
	    read(peer->from, answer, sizeof(*answer)) == sizeof(*answer))
		return true;
	return err_fail(err, ERR_AWAY,
	    _("a second program on this drive got no answer within %d s"), ANSWER_MS / 1000);
}

void peer_stop(struct peer *peer)
{
	if (!peer)
		return;
	kill(peer->pid, SIGKILL);
	close(peer->to);
	close(peer->from);
	while (waitpid(peer->pid, NULL, 0) < 0 && errno == EINTR)
		;
	g_free(peer);
}
