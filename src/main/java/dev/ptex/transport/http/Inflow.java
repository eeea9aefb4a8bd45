package dev.ptex.transport.http;

/** How the bytes of one body come in; of the event loop only. */
interface Inflow {
    /** Has the server stop, when it has sent what is on its way. */
    void pause();

    void resume();
}
