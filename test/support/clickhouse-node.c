/* A ClickHouse node for tests, out of the library that embeds it: the library's entry point for `clickhouse local`
 * can open ports, which a connection made through its API cannot.
 *
 *   clickhouse-node LIBRARY DIRECTORY TCP_PORT HTTP_PORT
 *
 * Listens on 127.0.0.1 until it is killed. The library keeps running as long as its query does, so that one waits. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

typedef void *(*entry_point)(int, char **);

static const char *SERVE =
    "--query="
    "SYSTEM START LISTEN TCP; "
    "SYSTEM START LISTEN HTTP; "
    "SELECT sleepEachRow(1) FROM numbers(4000000000) FORMAT Null "
    "SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 0, max_execution_time = 0";

static char *option(const char *name, const char *value)
{
    size_t size = (size_t)snprintf(NULL, 0, "--%s=%s", name, value) + 1;
    char *text = malloc(size);
    if (text != NULL)
        snprintf(text, size, "--%s=%s", name, value);
    return text;
}

int main(int count, char **words)
{
    if (count != 5) {
        fprintf(stderr, "usage: %s LIBRARY DIRECTORY TCP_PORT HTTP_PORT\n", words[0]);
        return 2;
    }
    void *library = dlopen(words[1], RTLD_NOW | RTLD_GLOBAL);
    entry_point run = library == NULL ? NULL : (entry_point)dlsym(library, "query_stable_v2");
    if (run == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    char *arguments[] = {
        "clickhouse", "--multiquery", option("path", words[2]), option("tcp_port", words[3]),
        option("http_port", words[4]), "--listen_host=127.0.0.1", (char *)SERVE, NULL,
    };
    run((int)(sizeof arguments / sizeof *arguments) - 1, arguments);
    return 0;
}
