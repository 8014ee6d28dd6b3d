package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.access.TlsKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    @Test
    void aServiceWithAKeySpeaksHttpsAndNothingElse() throws Exception {
        Path keys = directory.resolve("wayside.p12");
        assertThat(new ProcessBuilder(keytool(keys))
                        .redirectErrorStream(true)
                        .start()
                        .waitFor())
                .isZero();
        ServiceSettings settings =
                ServiceSettings.onLoopback(RunningService.SETTINGS, 0).withTls(TlsKeys.read(keys, PASSWORD));
        try (RunningService wayside = new RunningService(directory.resolve("store"), settings)) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(keys)).build();

            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + wayside.service.port() + "/healthz"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), wayside.service.port())) {
                plain.getOutputStream()
                        .write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .doesNotContain("200");
            }
        }
    }

    private static List<String> keytool(Path keys) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=wayside",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD);
    }

    private static SSLContext trusting(Path keys) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
