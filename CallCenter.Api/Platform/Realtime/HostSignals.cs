using StackExchange.Redis;

namespace CallCenter.Api.Platform.Realtime;

/// <summary>
/// Tells the other hosts that something changed, so that each works it out for its own consoles. In process when there is one
/// host. Lost signals (Redis away) cost freshness, never a call: the database is the truth and consoles fetch snapshots.
/// </summary>
public sealed class HostSignals : IAsyncDisposable
{
    private readonly Lazy<Task<IConnectionMultiplexer?>> _redis;

    public HostSignals(IConfiguration configuration)
    {
        var address = configuration.GetConnectionString("Redis");
        _redis = new(() => string.IsNullOrEmpty(address) ? Task.FromResult<IConnectionMultiplexer?>(null) : ConnectAsync(address));
    }

    /// <summary>Fire and forget: nobody waits for another host.</summary>
    public void Send(string signal, string message) => _ = SendAsync(signal, message);

    /// <summary>From now on, or from when Redis is there: nothing waits for it, at the start least of all.</summary>
    public void Listen(string signal, Action<string> heard) => _ = ListenAsync(signal, heard);

    private async Task ListenAsync(string signal, Action<string> heard)
    {
        // Fire and forget: the subscription is remembered and made, or made again, whenever the connection comes.
        if (await _redis.Value is { } redis)
            await redis.GetSubscriber().SubscribeAsync(Channel(signal), (_, message) => heard(message!), CommandFlags.FireAndForget);
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis.IsValueCreated && await _redis.Value is { } redis) await redis.DisposeAsync();
    }

    private async Task SendAsync(string signal, string message)
    {
        try
        {
            if (await _redis.Value is { } redis) await redis.GetSubscriber().PublishAsync(Channel(signal), message, CommandFlags.FireAndForget);
        }
        catch (RedisException)
        {
            // The other hosts' consoles are a little older until their next snapshot.
        }
    }

    private static async Task<IConnectionMultiplexer?> ConnectAsync(string address)
    {
        var options = ConfigurationOptions.Parse(address);
        options.AbortOnConnectFail = false;
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    private static RedisChannel Channel(string signal) => RedisChannel.Literal($"callcenter:{signal}");
}
