using System.Threading.Channels;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Triage.Persistence;
using CallCenter.Api.Platform.Http;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Security;
using CallCenter.Protocols.Triage.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Triage.Publishing;

/// <summary>Replays past calls on the candidate beside the work of the line, and keeps in the database how far it is.</summary>
public sealed class ReplayJob(Database database, CommandWriter writer, CandidateDesk candidates, ProtocolShelf shelf, ILogger<ReplayJob> log) : BackgroundService
{
    private const int LongestDays = 730;
    private const int Step = 50;
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);
    private static readonly PracticeScope Scope = PracticeScope.Everything(ScopeBypass.Protocols);

    private readonly Channel<(Guid Run, TriagePackage Candidate, DateTimeOffset Since)> _waiting = Channel.CreateUnbounded<(Guid, TriagePackage, DateTimeOffset)>();

    public async Task<Outcome<ReplayView>> StartAsync(UnitOfWork work, Person person, int days, CancellationToken cancel)
    {
        if (days is < 1 or > LongestDays) return PublishRefusals.Days(LongestDays);
        if (candidates.Reading.Package is not { } candidate || candidate.Digest == shelf.InService.Digest) return PublishRefusals.NoCandidate;
        var run = new ReplayRun
        {
            Id = Guid.CreateVersion7(work.Now), Candidate = candidate.Digest, Since = work.Now.AddDays(-days), StartedAt = work.Now, StartedBy = person.StaffId, UpdatedAt = work.Now,
        };
        work.Set<ReplayRun>().Add(run);
        work.AfterCommit(() => _waiting.Writer.TryWrite((run.Id, candidate, run.Since)));
        await work.Db.SaveChangesAsync(cancel);
        return View(run, work.Now, work.Scope);
    }

    /// <summary>The last run for this candidate; null when there was none.</summary>
    internal static Task<ReplayRun?> LastAsync(CallCenterDbContext db, string candidate, CancellationToken cancel) =>
        db.Set<ReplayRun>().AsNoTracking().Where(r => r.Candidate == candidate).OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(cancel);

    internal static ReplayView View(ReplayRun run, DateTimeOffset now, PracticeScope reader)
    {
        var result = run.FinishedAt is null ? ReplayResult.Of([]) : ReplayResult.Read(run.ResultJson);
        var state = run.FinishedAt is not null ? "done" : now - run.UpdatedAt > Silence ? "stopped" : "running";
        return new(run.Id, run.Candidate, run.Since, state, run.Total, run.Done, result.Same, result.Raised, result.LoweredCalls, result.Open, result.MayEndLower,
            [.. result.Calls.Select(c => new ReplayedCall(reader.Allows(c.PracticeId) ? c.CallId : null, c.OpenedAt, c.Outcome, c.MayEndLower, c.Was, c.Lowest, c.Highest))]);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (run, candidate, since) in _waiting.Reader.ReadAllAsync(stoppingToken)) await RunAsync(run, candidate, since, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    private async Task RunAsync(Guid id, TriagePackage candidate, DateTimeOffset since, CancellationToken cancel)
    {
        try
        {
            await using var db = database.Read(Scope);
            var sessions = await PastSessions.SinceAsync(db, since, cancel);
            var rows = new List<ReplayedCallRow>(sessions.Count);
            var packages = new Dictionary<string, TriagePackage>(StringComparer.Ordinal);
            foreach (var session in sessions)
            {
                rows.Add(await PastSessions.ReplayAsync(db, session, candidate, packages, cancel));
                if (rows.Count % Step == 0) await NoteAsync(id, sessions.Count, rows.Count, null, cancel);
            }

            await NoteAsync(id, sessions.Count, rows.Count, ReplayResult.Of(rows), cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Its age tells that it stopped; it can be started again.
            log.LogError("Replay {Run} stopped: {Failure}", id, Codes.Of(failure));
        }
    }

    private Task NoteAsync(Guid id, int total, int done, ReplayResult? result, CancellationToken cancel) => writer.RunAsync(Scope, async (work, c) =>
    {
        var run = await work.Set<ReplayRun>().FirstAsync(r => r.Id == id, c);
        (run.Total, run.Done, run.UpdatedAt) = (total, done, work.Now);
        if (result is not null) (run.ResultJson, run.FinishedAt) = (result.Write(), work.Now);
    }, cancel);
}
