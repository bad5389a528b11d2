using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Calls.Domain;
using CallCenter.Api.Features.Queue.Persistence;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Persistence.Rows;
using CallCenter.Api.Platform.Scheduling;
using CallCenter.Api.Tests.Platform.World;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Platform;

/// <summary>Rows of a unit of work, kept by statements of our own until somebody asks for the context: what is stored is what EF would store.</summary>
public class UnitRowsTests
{
    private static readonly Lookup<Leg> LegsOfCall = new(nameof(Leg.CallId));
    private static readonly DateTimeOffset Start = Harness.TestDatabase.Start;
    private readonly FakeTimeProvider _clock = new(Start);

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task What_one_way_writes_the_other_reads_with_every_value_set_and_with_none(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        await using var host = await Host.StartAsync(store, _clock);
        foreach (var call in new[] { Full(), Bare() })
        {
            await host.DoAsync(work => { work.Add(call); return Task.CompletedTask; });
            await using var db = store.Database.Read(Host.Everything);
            AssertSame(call, await db.Set<Call>().SingleAsync(c => c.Id == call.Id));
            AssertSame(call, await FoundAsync<Call>(host, call.Id));
        }

        var byEf = Full("00000000-0000-0000-0000-00000000000b");
        await host.DoAsync(work => { work.Set<Call>().Add(byEf); return Task.CompletedTask; });
        AssertSame(byEf, await FoundAsync<Call>(host, byEf.Id));
    }

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task A_long_text_is_kept_to_its_end(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        await using var host = await Host.StartAsync(store, _clock);
        var entry = new InboxEntry { Key = "k", Route = "r", Form = new string('f', 20_000), ReceivedAt = Start, AnswerBody = new string('a', 9_000) };
        await host.DoAsync(work => { work.Add(new InboxEntry { Key = "short", Route = "r", Form = "{}", ReceivedAt = Start }); return Task.CompletedTask; });
        await host.DoAsync(work => { work.Add(entry); return Task.CompletedTask; });
        AssertSame(entry, await FoundAsync<InboxEntry>(host, "k"));
    }

    /// <summary>SQLite's own calls, and the driver's commands as the other database is spoken to.</summary>
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, DatabaseProvider.SqlServer)]
    [InlineData(DatabaseProvider.SqlServer, DatabaseProvider.Sqlite)]
    public async Task What_one_kind_of_statement_writes_the_other_reads(DatabaseProvider writes, DatabaseProvider reads)
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        string[] texts = ["gone", "", "short", new('é', 170), new('é', 171), new('€', 256), new('x', 512), new('x', 513), string.Concat(Enumerable.Repeat("🫀", 5_000))];
        var (full, bare) = (Full(), Bare());
        await using (var session = await SessionAsync(store, writes))
        await using (var transaction = await session.BeginAsync(default))
        {
            var unit = new UnitRows(session);
            unit.Add(full);
            unit.Add(bare);
            foreach (var (i, text) in texts.Index()) unit.Add(new InboxEntry { Key = $"{i}", Route = "r", Form = text, ReceivedAt = Start });
            unit.Save();
            unit.Find<InboxEntry>("1")!.AnswerBody = "changed";
            unit.Remove(unit.Find<InboxEntry>("0")!);
            unit.Save();
            // Refused, it can be used again.
            unit.Add(new InboxEntry { Key = "1", Route = "r", Form = "twice", ReceivedAt = Start });
            Assert.Throws<DbUpdateException>(unit.Save);
            await transaction.CommitAsync();
        }

        await using (var session = await SessionAsync(store, reads))
        await using (await session.BeginAsync(default))
        {
            var unit = new UnitRows(session);
            AssertSame(full, unit.Find<Call>(full.Id)!);
            AssertSame(bare, unit.Find<Call>(bare.Id)!);
            Assert.Null(unit.Find<InboxEntry>("0"));
            Assert.Equal(texts[1..], texts.Index().Skip(1).Select(t => unit.Find<InboxEntry>($"{t.Index}")!.Form));
            Assert.Equal("changed", unit.Find<InboxEntry>("1")!.AnswerBody);
        }

        static async Task<WriterSession> SessionAsync(Store store, DatabaseProvider spokenTo)
        {
            var connection = new SqliteConnection(store.Database.ConnectionString);
            await connection.OpenAsync();
            return new WriterSession(connection, store.Database.Rows, spokenTo);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_changed_row_writes_what_changed_and_a_removed_one_makes_room(bool throughEf)
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await Host.StartAsync(store, _clock);
        var owner = Guid.NewGuid();
        await host.DoAsync(async work =>
        {
            work.Add(Full());
            await work.SetTimerAsync("test", owner, "kind", Start, 1, default);
        });
        await host.DoAsync(async work =>
        {
            var call = work.Find<Call>(Full().Id)!;
            (call.State, call.EndReason, call.Version) = (CallState.Closed, null, call.Version + 1);
            await work.CancelTimersAsync("test", owner, default);
            await work.SetTimerAsync("test", owner, "kind", Start.AddMinutes(1), 2, default);
            if (throughEf) Assert.Equal(EntityState.Modified, work.Db.Entry(call).State);
        });
        var stored = await FoundAsync<Call>(host, Full().Id);
        Assert.Equal((CallState.Closed, null, Full().Version + 1, Full().CallerName), (stored.State, stored.EndReason, stored.Version, stored.CallerName));
        await using var db = store.Database.Read(Host.Everything);
        var timer = await db.Set<DurableTimer>().SingleAsync();
        Assert.Equal((2, Start.AddMinutes(1)), (timer.Version, timer.DueAt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lookup_sees_what_this_unit_did_before_it_is_written(bool throughEf)
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await Host.StartAsync(store, _clock);
        var call = Guid.NewGuid();
        await host.DoAsync(work => { foreach (var sid in new[] { "CA1", "CA2" }) work.Add(ALeg(sid, call)); return Task.CompletedTask; });
        await host.DoAsync(work =>
        {
            if (throughEf) Assert.NotNull(work.Db);
            work.Remove(work.Find<Leg>("CA1")!);
            work.Add(ALeg("CA3", call));
            work.Add(ALeg("CA4", Guid.NewGuid()));
            var legs = work.Where(LegsOfCall, call);
            Assert.Equal(["CA2", "CA3"], legs.Select(l => l.CallSid).Order());
            Assert.Null(work.Find<Leg>("CA1"));
            Assert.Same(legs.Single(l => l.CallSid == "CA2"), work.Find<Leg>("CA2")); // One row, one object.
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_row_of_another_practice_is_not_there()
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await Host.StartAsync(store, _clock);
        var call = Guid.NewGuid();
        await host.DoAsync(work => { work.Add(ALeg("CA1", call)); return Task.CompletedTask; });
        var seen = await host.Writer.RunAsync(PracticeScope.Of("oak-street"), (work, _) =>
            Task.FromResult((Found: work.Find<Leg>("CA1"), Listed: work.Where(LegsOfCall, call).Count, Widened: Widened(work))), default);
        Assert.Null(seen.Found);
        Assert.Equal((0, 1), (seen.Listed, seen.Widened));

        int Widened(UnitOfWork work)
        {
            using var _ = work.Widen(ScopeBypass.Routing);
            return work.Where(LegsOfCall, call).Count;
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_row_that_somebody_else_has_changed_meanwhile_is_refused(bool throughEf, bool removed)
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        await using var session = await store.Database.OpenWriterAsync(default);
        await using var transaction = await session.BeginAsync(default);
        await using (var first = Unit()) { first.Add(Full()); await first.SaveAsync(default); }
        await using var mine = Unit();
        await using var theirs = Unit();
        var (call, other) = (mine.Find<Call>(Full().Id)!, theirs.Find<Call>(Full().Id)!);
        other.Version++;
        await theirs.SaveAsync(default);
        if (removed) mine.Remove(call);
        else (call.Version, call.Outcome) = (call.Version + 1, "lost");
        if (throughEf) Assert.NotNull(mine.Db);
        await Assert.ThrowsAnyAsync<DbUpdateConcurrencyException>(() => mine.SaveAsync(default));

        UnitOfWork Unit() => new(session, () => store.Database.Write(session), Host.Everything, Start, new EventHandlers(new ServiceCollection().BuildServiceProvider()));
    }

    private static async Task<T> FoundAsync<T>(Host host, object key) where T : class =>
        (await host.Writer.RunAsync(Host.Everything, (work, _) => Task.FromResult(work.Find<T>(key)), default))!;

    private static void AssertSame<T>(T expected, T actual)
    {
        foreach (var property in typeof(T).GetProperties().Where(p => p.CanWrite))
            Assert.True(Equals(property.GetValue(expected), property.GetValue(actual)), $"{property.Name}: {property.GetValue(expected)} became {property.GetValue(actual)}");
    }

    private static Leg ALeg(string sid, Guid call) => new() { CallSid = sid, CallId = call, PracticeId = "lakeside", StartedAt = Start };

    private static Call Bare() => new() { Id = new Guid("00000000-0000-0000-0000-000000000002"), PracticeId = "lakeside", Line = "+15125550101", CallerNumber = "anonymous", StartedAt = Start };

    private static Call Full(string id = "00000000-0000-0000-0000-00000000000a") => new()
    {
        Id = new Guid(id), PracticeId = "lakeside", Line = "+15125550101", CallerNumber = "+15125550111", State = CallState.OnHold,
        Question = CallQuestion.Danger, Visit = 3, Language = "es-US", Urgency = UrgencyName.Emergent, Reason = "¿qué? 'q' \"d\" 🫀", CallerKind = CallerKind.Caregiver,
        CallerName = "Ana Niño", Relation = "hija", MayBeSpokenTo = true, PatientId = Guid.NewGuid(), VerifiedBy = "birth-date", Candidates = $"{Guid.NewGuid()}",
        PatientLocation = "TX", BirthDateTries = 2, NurseId = Guid.NewGuid(), OfferId = Guid.NewGuid(), NurseLegs = 1, NurseJoined = true, CallerJoined = true,
        StartedAt = Start, QueuedAt = Start.AddSeconds(1), ConnectedAt = Start.AddTicks(1), EndedAt = Start.AddDays(1), EndReason = "caller hung up",
        WrapUpStartedAt = Start, WrapUpEndsAt = Start, Outcome = "advised", Version = 7,
    };
}
