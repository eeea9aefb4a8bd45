package dev.ptex.nativeimage;

import java.lang.reflect.Method;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.graalvm.nativeimage.hosted.Feature;

/**
 * Takes out of the JDK's security providers what neither TLS 1.2 and 1.3, X.509 nor the keys of client certificates
 * need: native-image puts in every algorithm of a kind as soon as one of that kind is asked for by its name.
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

    /**
     * What client certificates are kept with: PKCS#8 and PKCS#12 as OpenSSL 3 and Windows write them, and as older ones
     * did, with triple DES and RC2 of 40 bits. PKCS#12 asks for the first of them by the name "PBE".
     */
    private static final Pattern OF_KEYS = Pattern.compile("SecretKeyFactory\\.PBEWithMD5AndDES"
            + "|[A-Za-z]+\\.PBEWithHmacSHA(1|256|512)AndAES_(128|256)"
            + "|[A-Za-z]+\\.PBEWithSHA1And(DESede|RC2_40)"
            + "|AlgorithmParameters\\.(PBES2|DESede|RC2)|Cipher\\.DESede|Mac\\.HmacPBESHA(1|256|512)");

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
                        .filter(service -> isUnused(service.getType() + "." + service.getAlgorithm()))
                        .forEach(service -> remove(provider, service));
            }
        }
    }

    private static boolean isUnused(String service) {
        return UNUSED.matcher(service).matches() && !OF_KEYS.matcher(service).matches();
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
