package io.diabolo.cli;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
@Command(name = "decode")
final class DecodeCommand implements Callable<Integer> {
    DecodeCommand(Session session) {}
    @Override
    public Integer call() { return 0; }
}
