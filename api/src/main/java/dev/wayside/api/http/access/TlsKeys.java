package dev.wayside.api.http.access;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The certificate and private key that the service shows its clients. */
public final class TlsKeys {

    private final KeyStore keys;
    private final String password;

    private TlsKeys(KeyStore keys, String password) {
        this.keys = keys;
        this.password = password;
    }

    /**
     * Reads a PKCS#12 or JKS file.
     *
     * @throws IOException if there is no such file, the password is another, or it holds no key; says which
     */
    public static TlsKeys read(Path file, String password) throws IOException {
        if (!file.toFile().isFile()) {
            throw new NoSuchFileException(file.toString());
        }
        try {
            KeyStore keys = KeyStore.getInstance(file.toFile(), password.toCharArray());
            if (keys.size() == 0) {
                throw new IOException("the key store " + file + " is empty; put a key and its certificate into it");
            }
            return new TlsKeys(keys, password);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the key store " + file + " cannot be read (" + e.getMessage()
                            + "); make one with 'openssl pkcs12 -export'",
                    e);
        }
    }

    public SslContextFactory.Server contextFactory() {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setKeyStore(keys);
        factory.setKeyStorePassword(password);
        factory.setKeyManagerPassword(password);
        return factory;
    }
}
