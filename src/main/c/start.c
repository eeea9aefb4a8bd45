/*
 * What a native executable asks the system for, where the system has no answer: SVM gives up then, with a number, a
 * stack trace or a dump of its memory. The linker puts these in the way (--wrap).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

/*
 * ClosedStreams does this too, but later, and by /proc: without that, standard output would be whatever file is opened
 * first. What is open for reading only fails writes as a closed stream does; without /dev, a directory can be opened
 * everywhere, and be neither written to nor read from.
 */
__attribute__((constructor)) static void occupy_closed_streams(void) {
    for (int stream = 0; stream <= 2; stream++) {
        if (fcntl(stream, F_GETFD) == -1 && open("/dev/null", O_RDONLY) == -1 && open("/", O_RDONLY) == -1) {
            return;
        }
    }
}

static const char no_memory[] = "ptex: there is not enough memory\n";

/*
 * Memory that the system refuses (ulimit -d, ulimit -v, a strict limit on overcommitment) is not there later, either:
 * SVM does not collect garbage for its sake, and what Java would do about it takes memory again.
 */
_Noreturn static void give_up(const char *line) {
    static atomic_flag told = ATOMIC_FLAG_INIT;
    while (atomic_flag_test_and_set(&told)) {
        pause();
    }
    if (write(STDERR_FILENO, line, strlen(line)) == -1) {
        // There is nobody to tell.
    }
    _exit(1);
}

static void *needed(void *memory, const void *failed, size_t size) {
    if (memory == failed && errno == ENOMEM && size != 0) {
        give_up(no_memory);
    }
    return memory;
}

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument);

/* A thread takes memory, too, and its failure says no more than that it may be this or a limit (pthread_create(3)). */
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
    int failure = __real_pthread_create(thread, attributes, start, argument);
    if (failure == EAGAIN || failure == ENOMEM) {
        give_up("ptex: there is not enough memory for a thread, or too many processes run already\n");
    }
    return failure;
}

void *__real_mmap(void *address, size_t size, int protection, int flags, int file, off_t offset);
int __real_mprotect(void *address, size_t size, int protection);
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);

void *__wrap_mmap(void *address, size_t size, int protection, int flags, int file, off_t offset) {
    return needed(__real_mmap(address, size, protection, flags, file, offset), MAP_FAILED, size);
}

int __wrap_mprotect(void *address, size_t size, int protection) {
    int failure = __real_mprotect(address, size, protection);
    needed(failure == 0 ? address : MAP_FAILED, MAP_FAILED, size);
    return failure;
}

void *__wrap_malloc(size_t size) {
    return needed(__real_malloc(size), NULL, size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return needed(__real_calloc(count, size), NULL, count);
}

void *__wrap_realloc(void *memory, size_t size) {
    return needed(__real_realloc(memory, size), NULL, size);
}

int __real_pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes);
char *__real_getcwd(char *buffer, size_t size);

/*
 * Where the thread's stack is. For the first thread, glibc reads that from /proc/self/maps, which a chroot or a container
 * may be without. The kernel lets that stack grow to its limit; of which a quarter may be taken by arguments and
 * environment (execve(2)), above this frame.
 */
int __wrap_pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes) {
    int failure = __real_pthread_getattr_np(thread, attributes);
    // Only the first thread's takes more than memory to find.
    if (failure != 0 && gettid() != getpid()) {
        give_up(no_memory);
    }
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
 * found then, nor below the path that takes its place, which is the same directory: nothing can be made in it any more.
 */
char *__wrap_getcwd(char *buffer, size_t size) {
    static const char nowhere[] = "/proc/self/cwd";
    char *directory = __real_getcwd(buffer, size);
    if (directory != NULL || errno != ENOENT || buffer == NULL || size < sizeof nowhere) {
        return directory;
    }
    return strcpy(buffer, nowhere);
}
