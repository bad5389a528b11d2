using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Tests.Platform.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CallCenter.Api.Tests.Platform;

/// <summary>What must happen outside happens at least once, in its lane's order, and nobody sends blindly twice.</summary>
public class OutboxTests
{
    private readonly FakeTimeProvider _clock = new(Harness.TestDatabase.Start);
    private readonly Post _post = new();

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task A_second_message_with_the_same_key_is_ignored(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        await using var host = await Host.StartAsync(store, _clock, _post);
        await host.DoAsync(async work =>
        {
            await work.EnqueueAsync(Message("one"), default);
            await work.EnqueueAsync(Message("one"), default);
        });
        await host.DoAsync(work => work.EnqueueAsync(Message("one"), default));
        await host.SendDueAsync();
        await host.DoAsync(work => work.EnqueueAsync(Message("one"), default)); // Also once it is sent.
        await host.SendDueAsync();
        Assert.Equal(["one"], _post.Sent.Select(s => s.Key));
    }

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task Who_takes_over_a_lease_is_told_that_it_may_have_been_sent(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        var hanging = new Post { Answers = _ => null };
        await using var first = await Host.StartAsync(store, _clock, hanging);
        await using var second = await Host.StartAsync(store, _clock, _post);
        await first.DoAsync(work => work.EnqueueAsync(Message("one"), default));
        Assert.Equal(1, await first.Outbox.RunDueAsync(default));
        await hanging.Began;
        Assert.False(hanging.Sent.Single().MayHaveBeenSent);

        await second.SendDueAsync();
        Assert.Empty(_post.Sent); // The lease still runs.
        _clock.Advance(Post.LeaseTime + TimeSpan.FromSeconds(1));
        await second.SendDueAsync();
        Assert.True(_post.Sent.Single().MayHaveBeenSent);
        Assert.Equal(OutboxState.Sent, await StateAsync(store, "one"));

        // The one that hung answers at last: the outcome that is known stays.
        hanging.Release(OutboxOutcome.Retry("late"));
        await first.Outbox.SettleAsync();
        Assert.Equal(OutboxState.Sent, await StateAsync(store, "one"));
    }

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task A_lost_answer_is_looked_into_and_a_certain_no_is_simply_repeated(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        _post.Answers = attempt => attempt switch { 1 => OutboxOutcome.Retry("busy"), 2 => OutboxOutcome.Unknown("timeout"), _ => OutboxOutcome.Sent() };
        await using var host = await Host.StartAsync(store, _clock, _post);
        await host.DoAsync(work => work.EnqueueAsync(Message("one"), default));
        for (var i = 0; i < 3; i++)
        {
            await host.SendDueAsync();
            _clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal([false, false, true], _post.Sent.Select(s => s.MayHaveBeenSent));
    }

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task A_look_that_failed_is_no_proof_that_nothing_was_sent(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        _post.Answers = attempt => attempt switch { 1 => OutboxOutcome.Unknown("timeout"), <= 3 => OutboxOutcome.Retry("the look-up failed"), _ => OutboxOutcome.Sent() };
        await using var host = await Host.StartAsync(store, _clock, _post);
        await host.DoAsync(work => work.EnqueueAsync(Message("one"), default));
        for (var i = 0; i < 4; i++)
        {
            await host.SendDueAsync();
            _clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal([false, true, true, true], _post.Sent.Select(s => s.MayHaveBeenSent));
    }

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task A_lane_keeps_its_order_while_others_pass(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        _post.Answers = attempt => attempt == 1 ? OutboxOutcome.Retry("busy", TimeSpan.FromSeconds(10)) : OutboxOutcome.Sent();
        await using var host = await Host.StartAsync(store, _clock, _post);
        // All at one instant, some in one transaction: the order in which they were asked for still counts.
        await host.DoAsync(async work => { foreach (var key in Keys(0, 6)) await work.EnqueueAsync(Message(key, "lane"), default); });
        await host.DoAsync(async work => { foreach (var key in Keys(6, 6)) await work.EnqueueAsync(Message(key, "lane"), default); });
        await host.SendDueAsync();
        Assert.Equal(["00"], _post.Sent.Select(s => s.Key)); // It has to be sent again, and the lane waits for it.
        await host.DoAsync(work => work.EnqueueAsync(Message("other", "another lane"), default));
        await host.SendDueAsync();
        Assert.Equal(["00", "other"], _post.Sent.Select(s => s.Key));
        _clock.Advance(TimeSpan.FromSeconds(11));
        await host.SendDueAsync();
        Assert.Equal([.. Keys(0, 12)], _post.Sent.Skip(2).Select(s => s.Key));
    }

    [Fact]
    public async Task What_a_dead_message_means_is_written_with_its_death()
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        _post.Answers = _ => OutboxOutcome.Dead("never", (work, cancel) => work.EnqueueAsync(Message("tell somebody", kind: "other"), cancel));
        await using var host = await Host.StartAsync(store, _clock, _post);
        await host.DoAsync(work => work.EnqueueAsync(Message("one"), default));
        Assert.Equal(1, await host.Outbox.RunDueAsync(default));
        await host.Outbox.SettleAsync();
        Assert.Equal(OutboxState.Dead, await StateAsync(store, "one"));
        Assert.Equal(OutboxState.Queued, await StateAsync(store, "tell somebody"));
    }

    [Theory]
    [MemberData(nameof(Provider.All), MemberType = typeof(Provider))]
    public async Task Records_that_hang_hold_up_no_live_call(DatabaseProvider provider)
    {
        await using var store = await Store.CreateAsync(provider);
        var records = new Post("record", OutboxAddressee.Record) { Answers = _ => null };
        await using var host = await Host.StartAsync(store, _clock, _post, another: records);
        await host.DoAsync(async work => { foreach (var key in Keys(0, 150)) await work.EnqueueAsync(Message(key, kind: "record"), default); });
        Assert.Equal(20, await host.Outbox.RunDueAsync(default));
        Assert.Equal(0, await host.Outbox.RunDueAsync(default)); // All their places are taken: nothing to look at, and nothing is due either.
        Assert.Null(await host.Outbox.NextDueAsync(default));

        _clock.Advance(TimeSpan.FromSeconds(1));
        await host.DoAsync(work => work.EnqueueAsync(Message("the caller joins"), default));
        Assert.Equal(1, await host.Outbox.RunDueAsync(default));
        await Harness.Eventually.HoldsAsync(async () => await StateAsync(store, "the caller joins") is OutboxState.Sent, "The live call waited for the records.");
        records.Answers = _ => OutboxOutcome.Sent();
        records.Release(OutboxOutcome.Sent());
        await host.Outbox.SettleAsync();
        await host.SendDueAsync();
        Assert.Equal([.. Keys(0, 150)], records.Sent.Select(s => s.Key).Order());
    }

    [Fact]
    public async Task The_more_urgent_goes_first_whatever_came_before_it()
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        _post.Answers = _ => null;
        await using var host = await Host.StartAsync(store, _clock, _post);
        await host.DoAsync(async work => { foreach (var key in Keys(0, 120)) await work.EnqueueAsync(OutboxMessage.New("post", key, "{}", work.Now, rank: 2), default); });
        _clock.Advance(TimeSpan.FromSeconds(1));
        await host.DoAsync(work => work.EnqueueAsync(Message("urgent"), default));
        Assert.Equal(32, await host.Outbox.RunDueAsync(default));
        _post.Release(OutboxOutcome.Sent());
        await host.Outbox.SettleAsync();
        Assert.Contains("urgent", _post.Sent.Select(s => s.Key));
    }

    [Fact]
    public async Task Of_a_kind_that_this_version_does_not_know_a_message_is_kept_and_the_others_go()
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = await Host.StartAsync(store, _clock, _post);
        await host.DoAsync(async work => { foreach (var key in Keys(0, 150)) await work.EnqueueAsync(Message("newer" + key, kind: "newer"), default); });
        _clock.Advance(TimeSpan.FromSeconds(1));
        await host.DoAsync(work => work.EnqueueAsync(Message("one"), default));
        await host.SendDueAsync();
        Assert.Equal(["one"], _post.Sent.Select(s => s.Key));
        Assert.Equal(OutboxState.Queued, await StateAsync(store, "newer007"));
    }

    private static IEnumerable<string> Keys(int from, int count) => Enumerable.Range(from, count).Select(i => i.ToString(count > 99 ? "000" : "00"));

    private OutboxMessage Message(string key, string? lane = null, string kind = "post") => OutboxMessage.New(kind, key, "{}", _clock.GetUtcNow(), lane);

    private static async Task<OutboxState> StateAsync(Store store, string key)
    {
        await using var db = store.Database.Read(Host.Everything);
        return (await db.Set<OutboxMessage>().SingleAsync(m => m.Key == key)).State;
    }

    private sealed class Post(string kind = "post", OutboxAddressee addressee = OutboxAddressee.LiveCall) : IOutboxHandler
    {
        public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(20);
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<OutboxOutcome> _late = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Kind => kind;

        public OutboxAddressee Addressee => addressee;

        public TimeSpan Lease => LeaseTime;

        public List<(string Key, bool MayHaveBeenSent)> Sent { get; } = [];

        /// <summary>By the number of the attempt, from 1; null: hangs until <see cref="Release"/>.</summary>
        public Func<int, OutboxOutcome?> Answers { get; set; } = _ => OutboxOutcome.Sent();

        public Task Began => _began.Task;

        public void Release(OutboxOutcome outcome) => _late.SetResult(outcome);

        public Task<OutboxOutcome> SendAsync(OutboxMessage message, bool mayHaveBeenSent, CancellationToken cancel)
        {
            lock (Sent)
            {
                Sent.Add((message.Key, mayHaveBeenSent));
                _began.TrySetResult();
                return Answers(Sent.Count) is { } outcome ? Task.FromResult(outcome) : _late.Task;
            }
        }
    }
}
