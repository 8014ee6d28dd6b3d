package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.wayside.api.blackbox.RunningService.Answer;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DrainingTest {

    @Test
    @Timeout(60)
    void aRequestUnderWayIsAnsweredAndNewOnesAreRefusedWhileTheServiceCloses(@TempDir Path directory) throws Exception {
        ExecutorService background = Executors.newFixedThreadPool(2);
        HeldUpStore store = new HeldUpStore(RocksDbHistoryStore.openOrCreate(directory, RunningService.SETTINGS));
        try (RunningService wayside = new RunningService(store)) {
            int port = wayside.service.port();
            Future<Answer> answer = background.submit(
                    () -> wayside.predict("{\"carrier\":\"cmcc\",\"cell\":\"1\",\"rsrpDbm\":[-90,-91]}"));
            store.started.await();
            Future<?> closing = background.submit(wayside.service::close);
            Eventually.await("the service accepts no connection", () -> !accepts(port));
            assertThat(closing.isDone()).isFalse();

            store.goOn.countDown();

            assertThat(answer.get().status()).isEqualTo(200);
            closing.get();
        } finally {
            background.shutdownNow();
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
