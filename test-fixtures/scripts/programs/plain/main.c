/* Not Go: what a C compiler makes. */
int main(void) { return 0; }
