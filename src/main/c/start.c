/*
 * What a native executable asks the system for before its first line of Java runs, where the system has no answer:
 * SVM gives up then, with a number or a stack trace. The linker puts these in the way (--wrap).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

int __real_pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes);
char *__real_getcwd(char *buffer, size_t size);

/*
 * Where the thread's stack is. For the first thread, glibc reads that from /proc/self/maps, which a chroot or a container
 * may be without. The kernel lets that stack grow to its limit; of which a quarter may be taken by arguments and
 * environment (execve(2)), above this frame.
 */
int __wrap_pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes) {
    int failure = __real_pthread_getattr_np(thread, attributes);
    if (failure == 0 || access("/proc/self/maps", R_OK) == 0) {
        return failure;
    }
    const uintptr_t unit = 64 << 10;
    const rlim_t usual = 8 << 20;
    struct rlimit limit = {usual, usual};
    getrlimit(RLIMIT_STACK, &limit);
    size_t size = (limit.rlim_cur < usual ? limit.rlim_cur : usual) / 4 * 3 / unit * unit;
    uintptr_t top = ((uintptr_t) __builtin_frame_address(0) / unit + 1) * unit;
    failure = pthread_attr_init(attributes);
    return failure != 0 ? failure : pthread_attr_setstack(attributes, (void *) (top - size), size);
}

/*
 * The current directory, which may have been removed: an absolute path or a URL needs none. What is relative is not
 * found then, nor below the path that takes its place: FHS knows no such directory, and Debian promises that none is.
 */
char *__wrap_getcwd(char *buffer, size_t size) {
    static const char nowhere[] = "/nonexistent";
    char *directory = __real_getcwd(buffer, size);
    if (directory != NULL || errno != ENOENT || buffer == NULL || size < sizeof nowhere) {
        return directory;
    }
    return strcpy(buffer, nowhere);
}
