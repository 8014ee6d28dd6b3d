package dev.wayside.relay.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;

/** TCP keep-alive for clients and servers: a vanished one would hold its connection for ever. */
final class KeepAlive {

    /** Chosen: with six probes at 10 s, a vanished end is noticed after two minutes. */
    private static final int IDLE_SECONDS = 60;

    private static final int INTERVAL_SECONDS = 10;
    private static final int PROBES = 6;

    private KeepAlive() {}

    static void watch(Channel channel) {
        ChannelConfig config = channel.config();
        config.setOption(EpollChannelOption.TCP_KEEPIDLE, IDLE_SECONDS);
        config.setOption(EpollChannelOption.TCP_KEEPINTVL, INTERVAL_SECONDS);
        config.setOption(EpollChannelOption.TCP_KEEPCNT, PROBES);
        config.setOption(ChannelOption.SO_KEEPALIVE, true);
    }
}
