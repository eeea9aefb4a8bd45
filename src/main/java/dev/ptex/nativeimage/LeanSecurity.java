package dev.ptex.nativeimage;

import java.lang.reflect.Method;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.graalvm.nativeimage.hosted.Feature;

/**
 * Takes out of the JDK's security providers what neither TLS 1.2 and 1.3 nor X.509 need: native-image puts in every
 * algorithm of a kind as soon as one of that kind is asked for by its name.
 */
final class LeanSecurity implements Feature {
    /** Kerberos, SASL, XML signatures, smart cards, LDAP. */
    private static final List<String> PROVIDERS =
            List.of("SunJGSS", "SunSASL", "XMLDSig", "SunPCSC", "JdkLDAP", "JdkSASL", "SunPKCS11");

    private static final Set<String> SHRUNK = Set.of("SUN", "SunJCE");

    /** Ciphers that no cipher suite in use has, keys from passwords, and signatures that no certificate in use has. */
    private static final Pattern UNUSED = Pattern.compile("[A-Za-z]+\\.(DES|PBE|HmacPBE|RC2|ARCFOUR|Blowfish|AESWrap"
            + "|AES/KW|AES_|ML-|DHKEM|HSS|DSA|.*withDSA).*|KeyStore\\.(JCEKS|DKS|JKS|CaseExactJKS)"
            + "|KeyGenerator\\.(Hmac|AES|ChaCha).*");

    LeanSecurity() {}

    @Override
    public String getDescription() {
        return "Takes out security services that TLS does not need";
    }

    @Override
    public void afterRegistration(AfterRegistrationAccess access) {
        PROVIDERS.forEach(Security::removeProvider);
        for (Provider provider : Security.getProviders()) {
            if (SHRUNK.contains(provider.getName())) {
                List.copyOf(provider.getServices()).stream()
                        .filter(service -> UNUSED.matcher(service.getType() + "." + service.getAlgorithm())
                                .matches())
                        .forEach(service -> remove(provider, service));
            }
        }
    }

    private static void remove(Provider provider, Provider.Service service) {
        try {
            Method remove = Provider.class.getDeclaredMethod("removeService", Provider.Service.class);
            remove.setAccessible(true);
            remove.invoke(provider, service);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
