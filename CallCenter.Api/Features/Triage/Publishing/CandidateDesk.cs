using System.Diagnostics.CodeAnalysis;
using CallCenter.Agent.Wire;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Realtime;
using CallCenter.Api.Platform.Time;

namespace CallCenter.Api.Features.Triage.Publishing;

/// <summary>
/// Watches the folder and the database every few seconds: a changed folder becomes a judged candidate, a publication or recall of any
/// host reaches this one's calls and consoles. Nothing here puts a package into service.
/// </summary>
public sealed class CandidateDesk(
    ProtocolFolder folder, ProtocolShelf shelf, ConsolePush push, ConsoleScopes consoles, HostSignals hosts,
    TimeProvider clock, WallClock wall, ILogger<CandidateDesk> log) : BackgroundService, IDegradation
{
    private const string Signal = "protocols";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1, 1);
    private TaskCompletionSource _woken = New();
    private FolderReading? _reading;
    private string _stamp = "";

    internal FolderReading Reading => _reading ?? throw new InvalidOperationException("The folder was not read yet.");

    /// <summary>The folder and what is in service, in words for an operator; null when all is well.</summary>
    public string? Degraded =>
        _reading is { HasErrors: true, IsVerified: true } ? "protocols: the folder has errors; the last published package stays in service"
        : shelf.Now.IsRecalled ? "protocols: the package in service is recalled and there is no earlier one; publish a mended one"
        : null;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        hosts.Listen(Signal, _ => Wake());
        _stamp = Stamp();
        _reading = FolderReading.Load(folder, clock.GetUtcNow());
        shelf.Candidate = _reading.Package;
        Say(_reading);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Takes over now, instead of in a moment, what was published or recalled.</summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await ServiceAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Looks at the folder now, and waits until what is there is judged.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        await FollowAsync(cancel);
        await _one.WaitAsync(cancel);
        try
        {
            if (Stamp() is var stamp && stamp != _stamp) await ReadAsync(stamp, cancel);
            await JudgeAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Tells this host and the others that the database says something new.</summary>
    public void Announce()
    {
        Wake();
        hosts.Send(Signal, "");
    }

    [SuppressMessage("Design", "CA1031", Justification = "A watch that dies silently lets a recall go unseen on this host.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = _stamp;
        while (!stoppingToken.IsCancellationRequested)
        {
            var woken = _woken.Task;
            try
            {
                await Task.WhenAny(woken, Task.Delay(Pause, wall.Provider, stoppingToken));
                stoppingToken.ThrowIfCancellationRequested();
                seen = await TurnAsync(seen, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError("Looking at the protocols failed: {Failure}", Codes.Of(failure));
            }
        }
    }

    private async Task<string> TurnAsync(string seen, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await ServiceAsync(cancel);
            var stamp = Stamp();
            // Twice the same: whoever is writing has finished.
            if (stamp != _stamp && stamp == seen) await ReadAsync(stamp, cancel);
            else if (Reading.Package is { } package && package.Digest != shelf.InService.Digest) await JudgeAsync(cancel);
            return stamp;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task ServiceAsync(CancellationToken cancel)
    {
        if (_woken.Task.IsCompleted) _woken = New();
        var before = shelf.Now;
        await shelf.ReadAsync(cancel);
        if (shelf.Now is var now && now.SameAs(before)) return;
        log.LogInformation("Package in service: {Digest}, publication {Number}", now.Package.Digest[..12], now.Number);
        TellConsoles();
    }

    private async Task ReadAsync(string stamp, CancellationToken cancel)
    {
        _reading = FolderReading.Load(folder, clock.GetUtcNow());
        _stamp = stamp;
        shelf.Candidate = _reading.Package;
        Say(_reading);
        if (_reading.Package is { } package && package.Digest != shelf.InService.Digest) await JudgeAsync(cancel);
        TellConsoles();
    }

    private async Task JudgeAsync(CancellationToken cancel)
    {
        var (reading, inService) = (Reading, shelf.InService);
        if (reading.IsVerified && (reading.Package is null || reading.Against == inService.Digest)) return;
        _reading = await Task.Run(() => reading.Judge(folder, inService), cancel);
        if (!reading.HasErrors && _reading.HasErrors) Say(_reading);
        TellConsoles();
    }

    /// <summary>Each host tells its own consoles; what they then see they ask for, within their own scope.</summary>
    private void TellConsoles()
    {
        var news = new ProtocolsChanged(shelf.InService.Digest, shelf.Now.IsRecalled);
        foreach (var group in consoles.Connected) push.ToGroup(group, HubMethods.ProtocolsChanged, news);
    }

    private void Say(FolderReading reading)
    {
        if (reading.HasErrors)
            log.LogError("The protocols in {Folder} have errors and are no candidate; package {Digest} stays in service. The first: {Finding}",
                folder.Path, shelf.InService.Digest[..12], reading.Errors.First().ToString());
        else if (reading.Package!.Digest != shelf.InService.Digest)
            log.LogInformation("The protocols in {Folder} differ from those in service: candidate {Digest} waits until a clinical lead publishes it on the page Protocols",
                folder.Path, reading.Package.Digest[..12]);
    }

    private string Stamp()
    {
        try
        {
            return folder.Stamp();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private void Wake() => _woken.TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }
}
