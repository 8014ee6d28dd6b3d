package dev.wayside.relay.lab;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

import org.junit.jupiter.api.Test;

class PayloadTest {

    @Test
    void whatWasSentPassesWhateverItsPieces() throws IOException {
        byte[] sent = payload(500_000);
        Payload payload = new Payload();
        int from = 0;
        for (int piece = 1; from < sent.length; piece = piece * 2 % 65_537) {
            int count = Math.min(piece, sent.length - from);
            payload.check(sent, from, count);
            from += count;
        }
        byte[] next = payload(500_001);
        payload.check(next, 500_000, 1);
    }

    @Test
    void aByteThatIsAlteredOrMissingIsNamed() throws IOException {
        byte[] altered = payload(1_000);
        altered[700] ^= 1;
        assertThatThrownBy(() -> new Payload().check(altered, 0, altered.length))
                .hasMessageContaining("byte 700 of a download");
        byte[] sent = payload(3_000);
        Payload missing = new Payload();
        missing.check(sent, 0, 1_000);
        assertThatThrownBy(() -> missing.check(sent, 1_001, 1_000)).hasMessageContaining("of a download");
    }

    private static byte[] payload(int size) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Payload.write(out, size);
        return out.toByteArray();
    }
}
