/*
 * The C library's side of the codec row: WBXML to XML to WBXML, over the messages named on the
 * command line. Reads a number of rounds per line of standard input, and answers with the
 * nanoseconds of processor time that one message took on average. Without a string table, because
 * ours has none either.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <wbxml/wbxml.h>

struct message {
    unsigned char *octets;
    WB_ULONG length;
};

static struct message read_message(const char *path)
{
    struct message result = {NULL, 0};
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(2);
    }
    long length = ftell(file);
    rewind(file);
    result.octets = malloc((size_t) length);
    result.length = (WB_ULONG) length;
    if (result.octets == NULL || fread(result.octets, 1, (size_t) length, file) != (size_t) length) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(2);
    }
    fclose(file);
    return result;
}

static int round_trip(struct message message)
{
    WBXMLConvWBXML2XML *reading = NULL;
    WBXMLConvXML2WBXML *writing = NULL;
    WB_UTINY *xml = NULL, *wbxml = NULL;
    WB_ULONG xml_length = 0, wbxml_length = 0;
    int ok = 0;
    if (wbxml_conv_wbxml2xml_create(&reading) == WBXML_OK && wbxml_conv_xml2wbxml_create(&writing) == WBXML_OK) {
        wbxml_conv_wbxml2xml_set_gen_type(reading, WBXML_GEN_XML_COMPACT);
        wbxml_conv_xml2wbxml_disable_string_table(writing);
        ok = wbxml_conv_wbxml2xml_run(reading, message.octets, message.length, &xml, &xml_length) == WBXML_OK
            && wbxml_conv_xml2wbxml_run(writing, xml, xml_length, &wbxml, &wbxml_length) == WBXML_OK;
    }
    if (xml != NULL) free(xml);
    if (wbxml != NULL) free(wbxml);
    if (reading != NULL) wbxml_conv_wbxml2xml_destroy(reading);
    if (writing != NULL) wbxml_conv_xml2wbxml_destroy(writing);
    return ok;
}

int main(int count, char **arguments)
{
    int messages = count - 1;
    struct message *all = calloc((size_t) messages, sizeof *all);
    for (int i = 0; i < messages; i++) {
        all[i] = read_message(arguments[i + 1]);
        if (!round_trip(all[i])) {
            fprintf(stderr, "the library cannot convert %s\n", arguments[i + 1]);
            return 2;
        }
    }
    char line[64];
    while (fgets(line, sizeof line, stdin) != NULL) {
        long rounds = strtol(line, NULL, 10);
        struct timespec before, after;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
        for (long round = 0; round < rounds; round++)
            for (int i = 0; i < messages; i++) round_trip(all[i]);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
        double nanos = (double) (after.tv_sec - before.tv_sec) * 1e9 + (double) (after.tv_nsec - before.tv_nsec);
        printf("%.1f\n", nanos / ((double) rounds * messages));
        fflush(stdout);
    }
    return 0;
}
