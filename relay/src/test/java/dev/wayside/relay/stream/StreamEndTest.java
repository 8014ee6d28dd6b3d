package dev.wayside.relay.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.message.OpenRequest;
import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.ScheduleSettings;
import dev.wayside.relay.schedule.SchedulerKind;
import dev.wayside.relay.schedule.SharingRule;
import dev.wayside.relay.session.Connection;
import dev.wayside.relay.session.PathLink;
import dev.wayside.relay.session.Session;
import dev.wayside.relay.session.SessionSettings;
import dev.wayside.relay.session.estimate.PathMeasurement;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.junit.jupiter.api.Test;

/** What the kernel reports about a server together with the connection to it, or before it: nothing of it is lost. */
class StreamEndTest {

    private final List<Frame> sent = new ArrayList<>();
    private final Session session = Session.edge(
            SessionSettings.defaults(),
            ScheduleSettings.defaults(),
            SharingRule.PROPORTIONAL,
            (ends, kind, links) -> new FlowClass("user", 0, 1, 0, SchedulerKind.UTILITY),
            new ContextRegistry(),
            () -> {},
            0);

    @Test
    void bytesAndTheEndBeforeTheConnectionAreCarried() {
        try (RelayLoop loop = new RelayLoop()) {
            EmbeddedChannel channel = new EmbeddedChannel();
            StreamEnd end = reported(loop, channel);
            channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            carry(end);
        }
        assertThat(dataSent()).isEqualTo("answer");
        assertThat(sent).extracting(Frame::kind).contains(FrameKind.FIN).doesNotContain(FrameKind.RESET);
    }

    @Test
    void bytesAndABreakBeforeTheConnectionAreCarried() {
        try (RelayLoop loop = new RelayLoop()) {
            EmbeddedChannel channel = new EmbeddedChannel();
            StreamEnd end = reported(loop, channel);
            channel.close();
            carry(end);
        }
        assertThat(dataSent()).isEqualTo("answer");
        assertThat(sent).extracting(Frame::kind).contains(FrameKind.RESET).doesNotContain(FrameKind.FIN);
    }

    /** An end whose server has answered before the connection is known. */
    private static StreamEnd reported(RelayLoop loop, EmbeddedChannel channel) {
        StreamEnd end = new StreamEnd(loop, channel);
        channel.pipeline().addLast(end);
        channel.writeInbound(Unpooled.copiedBuffer("answer", StandardCharsets.UTF_8));
        return end;
    }

    private void carry(StreamEnd end) {
        session.addPath(new RecordingPath(), 0);
        OpenRequest request =
                new OpenRequest(new InetSocketAddress("10.1.0.2", 4_000), new InetSocketAddress("10.2.0.2", 80));
        Connection connection = session.open(request, end, 0);
        end.bind(connection);
        end.reportEarly();
        session.pump(1);
    }

    private String dataSent() {
        StringBuilder data = new StringBuilder();
        sent.stream()
                .filter(frame -> frame.kind() == FrameKind.DATA)
                .forEach(frame -> data.append(text(frame.payload().duplicate())));
        return data.toString();
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    /** A path that has room for everything. */
    private final class RecordingPath implements PathLink {

        @Override
        public int id() {
            return 1;
        }

        @Override
        public String carrier() {
            return "cmcc";
        }

        @Override
        public Lane lane() {
            return Lane.MAIN;
        }

        @Override
        public long roomBytes() {
            return 1_000_000;
        }

        @Override
        public void send(Frame frame) {
            sent.add(frame);
        }

        @Override
        public PathMeasurement measure() {
            return new PathMeasurement(50, 50, 1, 10e6, false, 0, 0, 0, 0, 0, 0);
        }
    }
}
