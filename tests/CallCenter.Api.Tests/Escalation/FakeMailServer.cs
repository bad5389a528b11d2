using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CallCenter.Api.Tests.Escalation;

/// <summary>A mail server on loopback that speaks just enough SMTP to be delivered to, and can have a bad day.</summary>
internal sealed class FakeMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public FakeMailServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<ReceivedMail> Received { get; } = new();

    /// <summary>What happens to the next messages, one each; then they are taken.</summary>
    public ConcurrentQueue<MailFate> Next { get; } = new();

    public (string, string)[] Settings => [("Smtp:Host", "127.0.0.1"), ("Smtp:Port", Port.ToString()), ("Smtp:From", "nurse-line@callcenter.example"), ("Smtp:Tls", "None")];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException) { /* The server is closed. */ }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        var to = "";
        await writer.WriteLineAsync("220 mail.example ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "QUIT") { await writer.WriteLineAsync("221 Bye"); return; }
            if (verb == "RCPT") to = line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
            if (verb != "DATA") { await writer.WriteLineAsync(verb == "RCPT" ? ToRecipient() : "250 OK"); continue; }
            await writer.WriteLineAsync("354 Go ahead");
            var text = new StringBuilder();
            while (await reader.ReadLineAsync(_stop.Token) is { } part && part != ".") text.AppendLine(part);
            Received.Enqueue(new(to, text.ToString()));
            if (Next.TryPeek(out var fate) && fate is MailFate.TakenButCutOff && Next.TryDequeue(out _)) return;
            await writer.WriteLineAsync("250 Taken");
        }
    }

    private string ToRecipient()
    {
        if (!Next.TryPeek(out var fate) || fate is MailFate.TakenButCutOff) return "250 OK";
        Next.TryDequeue(out _);
        return fate is MailFate.NoSuchMailbox ? "550 No such mailbox" : "451 Try again later";
    }
}

internal enum MailFate { NoSuchMailbox, TryLater, TakenButCutOff }

internal sealed record ReceivedMail(string To, string Text)
{
    public string MessageId => Text.Split('\n').Single(l => l.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase)).Trim();
}
