package dev.ptex.transport.http;

import io.quarkus.rest.client.reactive.Url;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** A file on an HTTP server, as Quarkus' REST client sees it. Any number of threads may call it at once. */
public interface RemoteFile {
    /** Only {@code Response} leaves the body unread; every other type has it read into memory (quarkus#48755). */
    @GET
    Response get(@Url URI url);
}
