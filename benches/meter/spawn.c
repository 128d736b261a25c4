// Preloaded into the measured hub. The hub starts its process guards as /proc/self/exe, and under
// valgrind that is valgrind; this starts METER_BINARY instead.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>

typedef int Spawn(pid_t *, const char *, const posix_spawn_file_actions_t *,
                  const posix_spawnattr_t *, char *const[], char *const[]);

int posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const arguments[],
                 char *const environment[]) {
    Spawn *spawn = (Spawn *)dlsym(RTLD_NEXT, "posix_spawnp");
    const char *binary = getenv("METER_BINARY");
    if (binary && strcmp(file, "/proc/self/exe") == 0)
        file = binary;
    return spawn(pid, file, actions, attributes, arguments, environment);
}
