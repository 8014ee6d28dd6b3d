package dev.wayside.relay.path;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.wayside.relay.config.HostPort;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/** The addresses at which a cloud relay listens. Used by one thread at a time, not by the loop. */
public final class ListenAddresses {

    private final PathAcceptor acceptor;
    private final Map<HostPort, Channel> open = new LinkedHashMap<>();

    public ListenAddresses(PathAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    /**
     * Listens at these addresses and at no others; paths that were accepted stay.
     *
     * @throws IOException if one cannot be bound; then the addresses are unchanged
     */
    public void replace(List<HostPort> wanted) throws IOException, InterruptedException {
        List<HostPort> added = wanted.stream()
                .filter(address -> !open.containsKey(address))
                .distinct()
                .toList();
        List<HostPort> removed = open.keySet().stream()
                .filter(address -> !wanted.contains(address))
                .toList();
        try {
            openAll(added);
            closeAll(removed);
        } catch (IOException e) {
            if (removed.isEmpty()) {
                throw e;
            }
            exchange(removed, added);
        }
    }

    /** 0.0.0.0:7000 and 10.11.1.2:7000 cannot be listened at together: one closes before the other opens. */
    private void exchange(List<HostPort> removed, List<HostPort> added) throws IOException, InterruptedException {
        closeAll(removed);
        try {
            openAll(added);
        } catch (IOException e) {
            openAll(removed);
            throw e;
        }
    }

    private void openAll(List<HostPort> addresses) throws IOException, InterruptedException {
        List<HostPort> opened = new ArrayList<>();
        for (HostPort address : addresses) {
            ChannelFuture listening = acceptor.listen(address.address()).await();
            if (!listening.isSuccess()) {
                closeAll(opened);
                throw new IOException(
                        "listen: cannot listen on " + address.address() + ": "
                                + listening.cause().getMessage(),
                        listening.cause());
            }
            open.put(address, listening.channel());
            opened.add(address);
        }
    }

    private void closeAll(List<HostPort> addresses) throws InterruptedException {
        for (HostPort address : addresses) {
            Channel channel = open.remove(address);
            if (channel != null) {
                channel.close().await();
            }
        }
    }
}
