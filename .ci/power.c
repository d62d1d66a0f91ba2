/*
 * Preloaded into a process, writes down what it does to the files below one directory, in the order in which it is done, and
 * what it says on its standard output. 64-bit Linux. The environment says:
 *
 *   RECORDER_ROOT       the directory, as realpath has it
 *   RECORDER_LOG        the file to append to: records as below, each followed by its name, relative to the directory, and its bytes
 *   RECORDER_KILL_AT    at which operation to kill the process: a write is done by half, anything else not at all
 *   RECORDER_LEAVE_OUT  what to leave out, on the disk as well as in the log: directories (every sync of one) or
 *                       fdatasync (one call in 40, and which of them: RECORDER_LEAVE_OUT_AT)
 *
 * An operation and its record are one under a lock, so the log is exact also where the process is killed. A call that is not
 * modelled is a record too, which the reader refuses; and it compares what it makes of the log with the directory, so that no
 * other way to change a file goes unseen. What makes files durable in another way than fsync and fdatasync needs no record:
 * without it the reader takes less for durable than there is.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

_Static_assert(sizeof(long) == 8, "the system calls below are those of 64 bits");

enum kind {
  CREATE = 1, /* a file, where there is none of that name */
  CREATE_DIRECTORY,
  WRITE,    /* its bytes at a position */
  TRUNCATE, /* to the position */
  SYNC,
  SYNC_DIRECTORY,
  SAY,      /* its bytes, on standard output */
  UNKNOWN,  /* a call, by the name of it, that is not modelled */
};

struct record {
  int32_t kind;
  int32_t name_bytes;
  int64_t position;
  int64_t bytes;
};

enum { DESCRIPTORS = 4096, ONE_IN = 40 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *names[DESCRIPTORS]; /* of those below the directory */
static char root[PATH_MAX];
static int log_descriptor = -1;
static long operations;
static long kill_at;
static long data_syncs;
static long data_sync_left_out = -1;
static int leaves_directories_out;

__attribute__((noreturn)) static void fail(const char *why) {
  dprintf(2, "recorder: %s: %s\n", why, strerror(errno));
  _exit(3);
}

__attribute__((constructor)) static void start(void) {
  const char *directory = getenv("RECORDER_ROOT");
  const char *path = getenv("RECORDER_LOG");
  const char *kill = getenv("RECORDER_KILL_AT");
  const char *left_out = getenv("RECORDER_LEAVE_OUT");
  const char *at = getenv("RECORDER_LEAVE_OUT_AT");
  if (directory == NULL || path == NULL || strlen(directory) >= sizeof root) {
    fail("RECORDER_ROOT or RECORDER_LOG is missing");
  }
  strcpy(root, directory);
  log_descriptor = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log_descriptor < 0) {
    fail(path);
  }
  kill_at = kill == NULL ? 0 : atol(kill);
  leaves_directories_out = left_out != NULL && strcmp(left_out, "directories") == 0;
  if (left_out != NULL && strcmp(left_out, "fdatasync") == 0) {
    data_sync_left_out = at == NULL ? 0 : atol(at) % ONE_IN;
  }
}

static void append(const void *bytes, size_t count) {
  const char *at = bytes;
  while (count > 0) {
    long done = syscall(SYS_write, log_descriptor, at, count);
    if (done < 0 && errno != EINTR) {
      fail("the log cannot be written");
    }
    at += done < 0 ? 0 : done;
    count -= done < 0 ? 0 : done;
  }
}

static void note(enum kind kind, const char *name, int64_t position, const void *bytes, size_t count) {
  int error = errno;
  struct record record = {kind, (int32_t)strlen(name), position, (int64_t)count};
  append(&record, sizeof record);
  append(name, strlen(name));
  append(bytes, count);
  errno = error;
}

/* Begins an operation, and returns whether it is the one to die at. */
static int begin(void) {
  pthread_mutex_lock(&lock);
  return ++operations == kill_at;
}

static void die(void) {
  syscall(SYS_kill, getpid(), SIGKILL);
}

/* Ends an operation that was done or failed. */
static long end(long result) {
  pthread_mutex_unlock(&lock);
  return result;
}

static const char *name_of(int descriptor) {
  return descriptor >= 0 && descriptor < DESCRIPTORS ? names[descriptor] : NULL;
}

/* Returns the name, to be freed, of what a path leads to, or NULL if that lies elsewhere. */
static char *name_at(int at, const char *path) {
  int error = errno;
  char whole[2 * PATH_MAX];
  char parent[PATH_MAX];
  char *name = NULL;
  if (path[0] == '/' || at == AT_FDCWD) {
    snprintf(whole, sizeof whole, "%s%s", path[0] == '/' ? "" : "./", path);
  } else {
    snprintf(whole, sizeof whole, "/proc/self/fd/%d/%s", at, path);
  }
  char *last = strrchr(whole, '/');
  *last = 0;
  if (realpath(last == whole ? "/" : whole, parent) != NULL) {
    size_t below = strlen(root);
    char *real = NULL;
    if (asprintf(&real, "%s/%s", strcmp(parent, "/") == 0 ? "" : parent, last + 1) >= 0) {
      if (strncmp(real, root, below) == 0 && (real[below] == '/' || real[below] == 0)) {
        name = strdup(real + below + (real[below] == '/'));
      }
      free(real);
    }
  }
  errno = error;
  return name;
}

static void forget(int descriptor) {
  if (name_of(descriptor) != NULL) {
    free(names[descriptor]);
    names[descriptor] = NULL;
  }
}

/* Notes a call that is not modelled, if it is one below the directory. */
static void refuse(const char *call, int at, const char *path) {
  char *name = name_at(at, path);
  if (name != NULL) {
    pthread_mutex_lock(&lock);
    note(UNKNOWN, call, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
  }
  free(name);
}

static int open_at(int at, const char *path, int flags, mode_t mode) {
  char *name = name_at(at, path);
  if (name == NULL) {
    return syscall(SYS_openat, at, path, flags, mode);
  }
  int changes = (flags & (O_CREAT | O_TRUNC)) != 0;
  if (changes && begin()) {
    die();
  } else if (!changes) {
    pthread_mutex_lock(&lock);
  }
  int descriptor = syscall(SYS_openat, at, path, flags, mode);
  if (descriptor >= DESCRIPTORS || (flags & O_TMPFILE) == O_TMPFILE) {
    note(UNKNOWN, "open", 0, NULL, 0);
  } else if (descriptor >= 0) {
    if (flags & O_CREAT) {
      note(CREATE, name, 0, NULL, 0);
    }
    if (flags & O_TRUNC) {
      note(TRUNCATE, name, 0, NULL, 0);
    }
    names[descriptor] = name;
    name = NULL;
  }
  free(name);
  return end(descriptor);
}

static int make_directory_at(int at, const char *path, mode_t mode) {
  char *name = name_at(at, path);
  if (name == NULL) {
    return syscall(SYS_mkdirat, at, path, mode);
  }
  if (begin()) {
    die();
  }
  int result = syscall(SYS_mkdirat, at, path, mode);
  if (result == 0) {
    note(CREATE_DIRECTORY, name, 0, NULL, 0);
  }
  free(name);
  return end(result);
}

/* Writes at a position, or at that of the descriptor if it is negative. */
static ssize_t write_at(int descriptor, const void *bytes, size_t count, off_t position) {
  if (name_of(descriptor) == NULL) {
    if (descriptor != STDOUT_FILENO || position >= 0) {
      return position < 0 ? syscall(SYS_write, descriptor, bytes, count)
                          : syscall(SYS_pwrite64, descriptor, bytes, count, position);
    }
    pthread_mutex_lock(&lock);
    note(SAY, "", 0, bytes, count);
    return end(syscall(SYS_write, descriptor, bytes, count));
  }
  int last = begin();
  size_t wanted = last ? count / 2 : count;
  ssize_t done = position < 0 ? syscall(SYS_write, descriptor, bytes, wanted)
                              : syscall(SYS_pwrite64, descriptor, bytes, wanted, position);
  if (done > 0) {
    off_t at = position < 0 ? syscall(SYS_lseek, descriptor, 0, SEEK_CUR) - done : position;
    note(WRITE, names[descriptor], at, bytes, done);
  }
  if (last) {
    die();
  }
  return end(done);
}

/* Writes the first buffer that is not empty; that the rest is not written is for the caller to see. */
static ssize_t write_first_at(int descriptor, const struct iovec *vector, int count, off_t position) {
  int i = 0;
  while (i + 1 < count && vector[i].iov_len == 0) {
    i++;
  }
  return count == 0 ? 0 : write_at(descriptor, vector[i].iov_base, vector[i].iov_len, position);
}

static int sync_by(long call, int descriptor) {
  if (name_of(descriptor) == NULL) {
    return syscall(call, descriptor);
  }
  if (begin()) {
    die();
  }
  struct stat status;
  int is_directory = fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
  if ((is_directory && leaves_directories_out) ||
      (call == SYS_fdatasync && data_syncs++ % ONE_IN == data_sync_left_out)) {
    return end(0);
  }
  int result = syscall(call, descriptor);
  if (result == 0) {
    note(is_directory ? SYNC_DIRECTORY : SYNC, names[descriptor], 0, NULL, 0);
  }
  return end(result);
}

#define OPEN(name, at, ...)                                      \
  int name(__VA_ARGS__ const char *path, int flags, ...) {       \
    va_list more;                                                \
    va_start(more, flags);                                       \
    int creates = flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE; \
    mode_t mode = creates ? va_arg(more, mode_t) : 0;            \
    va_end(more);                                                \
    return open_at(at, path, flags, mode);                       \
  }

#define ALSO(other, name) extern __typeof__(name) other __attribute__((alias(#name)));

OPEN(open, AT_FDCWD, )
ALSO(open64, open)

OPEN(openat, at, int at, )
ALSO(openat64, openat)

int creat(const char *path, mode_t mode) {
  return open_at(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}
ALSO(creat64, creat)

int mkdir(const char *path, mode_t mode) {
  return make_directory_at(AT_FDCWD, path, mode);
}

int mkdirat(int at, const char *path, mode_t mode) {
  return make_directory_at(at, path, mode);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  return write_at(descriptor, bytes, count, -1);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t position) {
  return write_at(descriptor, bytes, count, position);
}
ALSO(pwrite64, pwrite)

ssize_t writev(int descriptor, const struct iovec *vector, int count) {
  return name_of(descriptor) == NULL ? syscall(SYS_writev, descriptor, vector, count)
                                     : write_first_at(descriptor, vector, count, -1);
}

ssize_t pwritev(int descriptor, const struct iovec *vector, int count, off_t position) {
  return name_of(descriptor) == NULL ? syscall(SYS_pwritev, descriptor, vector, count, position, 0)
                                     : write_first_at(descriptor, vector, count, position);
}
ALSO(pwritev64, pwritev)

int ftruncate(int descriptor, off_t length) {
  if (name_of(descriptor) == NULL) {
    return syscall(SYS_ftruncate, descriptor, length);
  }
  if (begin()) {
    die();
  }
  int result = syscall(SYS_ftruncate, descriptor, length);
  if (result == 0) {
    note(TRUNCATE, names[descriptor], length, NULL, 0);
  }
  return end(result);
}
ALSO(ftruncate64, ftruncate)

int fsync(int descriptor) {
  return sync_by(SYS_fsync, descriptor);
}

int fdatasync(int descriptor) {
  return sync_by(SYS_fdatasync, descriptor);
}

int close(int descriptor) {
  if (name_of(descriptor) == NULL) {
    return syscall(SYS_close, descriptor);
  }
  pthread_mutex_lock(&lock);
  forget(descriptor);
  return end(syscall(SYS_close, descriptor));
}

int dup3(int from, int to, int flags) {
  pthread_mutex_lock(&lock);
  forget(to);
  return end(syscall(SYS_dup3, from, to, flags));
}

int dup2(int from, int to) {
  return from == to ? fcntl(from, F_GETFD) < 0 ? -1 : to : dup3(from, to, 0);
}

int renameat2(int at, const char *from, int there, const char *to, unsigned flags) {
  refuse("rename", at, from);
  refuse("rename", there, to);
  return syscall(SYS_renameat2, at, from, there, to, flags);
}

int renameat(int at, const char *from, int there, const char *to) {
  return renameat2(at, from, there, to, 0);
}

int rename(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int linkat(int at, const char *from, int there, const char *to, int flags) {
  refuse("link", there, to);
  return syscall(SYS_linkat, at, from, there, to, flags);
}

int link(const char *from, const char *to) {
  return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlinkat(int at, const char *path, int flags) {
  refuse("unlink", at, path);
  return syscall(SYS_unlinkat, at, path, flags);
}

int unlink(const char *path) {
  return unlinkat(AT_FDCWD, path, 0);
}

int rmdir(const char *path) {
  return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}
