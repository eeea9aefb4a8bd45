package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.jboss.resteasy.reactive.client.impl.multipart.QuarkusMultipartResponseDecoder;

/** Leaves out the REST client's reader of multipart bodies: bodies are bytes here. */
@TargetClass(QuarkusMultipartResponseDecoder.class)
final class MultipartBodies {
    private MultipartBodies() {}

    @Substitute
    @SuppressWarnings("unused") // The decoder calls it.
    private void parseBody() {
        throw new UnsupportedOperationException("there are no parts to be read here");
    }
}
