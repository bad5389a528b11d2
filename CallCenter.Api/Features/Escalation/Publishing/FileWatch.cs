using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Persistence;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Realtime;
using CallCenter.Api.Platform.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Publishing;

/// <summary>
/// Every few seconds: what another host has published serves here too. Every night at three on the practice's clock, and when a contact can
/// no longer be reached: the version in force is checked and played through again, because the world changes when the text does not.
/// </summary>
internal sealed class FileWatch(
    EscalationFiles files, FileJudge judge, Database database, CommandWriter writer, HostSignals hosts, TimeProvider clock, WallClock wall, ILogger<FileWatch> log) : BackgroundService, IDegradation
{
    private const string Signal = "escalation-files";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly LocalTime Night = new(3, 0);

    private readonly Dictionary<string, DateTimeOffset> _checked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Lock _one = new();
    private TaskCompletionSource _woken = New();
    private volatile IReadOnlyList<string> _faulty = [];

    /// <summary>Practices whose version in force has errors by now.</summary>
    public string? Degraded => _faulty is { Count: > 0 } faulty ? $"escalation files: the checks find errors in {string.Join(", ", faulty)}; see the page Practice files" : null;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        hosts.Listen(Signal, _ => Wake());
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Tells this host and the others that somebody has published.</summary>
    public void Announce()
    {
        Wake();
        hosts.Send(Signal, "");
    }

    /// <summary>Something about a contact changed that the checks look at.</summary>
    public void CheckSoon(string practiceId)
    {
        lock (_one) _asked.Add(practiceId);
        Wake();
    }

    /// <summary>The result of a look, in the transaction of whoever looked.</summary>
    public static async Task RecordAsync(UnitOfWork work, string practiceId, JudgedFile judged, CancellationToken cancel)
    {
        var check = await work.Set<FileCheck>().FindAsync([practiceId], cancel);
        if (check is null) work.Set<FileCheck>().Add(check = new FileCheck { PracticeId = practiceId, Hash = "", FindingsJson = "" });
        (check.Hash, check.At, check.Errors, check.Warnings, check.Played, check.FindingsJson) = (judged.File?.Hash ?? "", work.Now, judged.Errors.Count(), judged.Warnings.Count(), judged.Played ?? 0,
            JsonSerializer.Serialize(judged.Findings.Select(JudgedFile.View), JsonSerializerOptions.Web));
    }

    [SuppressMessage("Design", "CA1031", Justification = "A watch that dies silently lets a publication go unseen on this host.")]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var woken = _woken.Task;
            try
            {
                await Task.WhenAny(woken, Task.Delay(Pause, wall.Provider, stoppingToken));
                stoppingToken.ThrowIfCancellationRequested();
                if (woken.IsCompleted) _woken = New();
                foreach (var practice in files.Follow()) log.LogInformation("Escalation file of {Practice} in force: publication {Number}", practice, files.InForce(practice)?.Number);
                foreach (var practice in Due()) await CheckAsync(practice, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError("Looking at the practices' files failed: {Failure}", Codes.Of(failure));
            }
        }
    }

    private List<string> Due()
    {
        lock (_one)
        {
            var due = files.All.Values.Where(f => _asked.Contains(f.File.Practice) || LastNight(f.File.Zone) > Since(f)).Select(f => f.File.Practice).ToList();
            _asked.Clear();
            foreach (var practice in due) _checked[practice] = clock.GetUtcNow();
            return due;
        }
    }

    private DateTimeOffset Since(PublishedFile file)
    {
        // A first look at a practice: its publication was checked, and this host's start is no reason to do it again.
        if (!_checked.TryGetValue(file.File.Practice, out var at)) _checked[file.File.Practice] = at = LastCheck(file);
        return at > file.Since ? at : file.Since;
    }

    private DateTimeOffset LastCheck(PublishedFile file)
    {
        using var db = database.Read(PracticeScope.Of(file.File.Practice));
        if (db.Set<FileCheck>().FirstOrDefault(c => c.Hash == file.File.Hash) is not { } last) return file.Since;
        if (last.Errors > 0) Say(file.File.Practice, faulty: true);
        return last.At;
    }

    private DateTimeOffset LastNight(DateTimeZone zone)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(zone).LocalDateTime;
        return zone.AtLeniently((now.TimeOfDay < Night ? now.Date.PlusDays(-1) : now.Date) + Night).ToDateTimeOffset();
    }

    private async Task CheckAsync(string practiceId, CancellationToken cancel)
    {
        if (files.InForce(practiceId) is not { } inForce) return;
        await using var db = database.Read(PracticeScope.Of(practiceId));
        var judged = await judge.JudgeAsync(db, practiceId, inForce.Text, thorough: true, cancel);
        await writer.RunAsync(PracticeScope.Of(practiceId), (work, c) => RecordAsync(work, practiceId, judged, c), cancel);
        Say(practiceId, judged.Errors.Any());
        if (judged.Errors.Any())
            log.LogError("The escalation file of {Practice} in force has errors now ({Codes}); it stays in force until somebody publishes a mended one", practiceId,
                string.Join(' ', judged.Errors.Select(f => $"{f.Code}@{f.Line}").Take(10)));
        else log.LogInformation("The escalation file of {Practice} was checked: {Warnings} warnings, {Played} escalations played through", practiceId, judged.Warnings.Count(), judged.Played);
    }

    private void Say(string practiceId, bool faulty) => _faulty = [.. _faulty.Where(p => p != practiceId).Concat(faulty ? [practiceId] : []).Order(StringComparer.Ordinal)];

    private void Wake() => _woken.TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
