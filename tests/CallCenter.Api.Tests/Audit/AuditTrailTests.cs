using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Audit.Domain;
using CallCenter.Api.Features.Audit.Persistence;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Tests.Audit;

public sealed class AuditTrailTests : IAsyncLifetime
{
    private static readonly PracticeScope Lakeside = PracticeScope.Of("lakeside");
    private readonly AuditTrail _audit = new();
    private TestDatabase _test = null!;

    public async ValueTask InitializeAsync() => _test = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task An_entry_lives_and_dies_with_its_deed()
    {
        await WriteAsync("offer-accepted");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _test.Writer.RunAsync(Lakeside, (work, _) =>
        {
            _audit.Write(work, AuditActor.Engine, "lakeside", "offer-lapsed", "call", "1");
            throw new InvalidOperationException("the deed failed");
        }, default));
        var entry = Assert.Single(await EntriesAsync(Lakeside));
        Assert.Equal(("offer-accepted", AuditActor.Engine, TestDatabase.Start), (entry.Verb, entry.Actor, entry.At));
    }

    [Fact]
    public async Task A_neighbour_s_trail_is_not_there()
    {
        await WriteAsync("offer-accepted");
        Assert.Empty(await EntriesAsync(PracticeScope.Of("oak-street")));
    }

    [Fact]
    public async Task An_entry_cannot_be_changed()
    {
        await WriteAsync("offer-accepted");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _test.Writer.RunAsync(Lakeside, async (work, cancel) =>
        {
            var entry = await work.Set<AuditEntry>().SingleAsync(cancel);
            work.Db.Entry(entry).Property(e => e.Verb).CurrentValue = "something-else";
        }, default));
        Assert.Equal("offer-accepted", Assert.Single(await EntriesAsync(Lakeside)).Verb);
    }

    private Task WriteAsync(string verb) => _test.Writer.RunAsync(Lakeside, (work, _) =>
    {
        _audit.Write(work, AuditActor.Engine, "lakeside", verb, "call", "1", "state=offered");
        return Task.CompletedTask;
    }, default);

    private async Task<List<AuditEntry>> EntriesAsync(PracticeScope scope)
    {
        await using var db = _test.Read(scope);
        return await db.Set<AuditEntry>().ToListAsync();
    }
}
