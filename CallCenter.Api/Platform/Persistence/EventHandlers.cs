namespace CallCenter.Api.Platform.Persistence;

/// <summary>A slice that listens to another's fact (a record of the other's Contracts), inside the transaction that made it.</summary>
public interface IListenTo<in T> where T : class
{
    Task HandleAsync(UnitOfWork work, T fact, CancellationToken cancel);
}

/// <summary>Finds the listeners of a fact. Listeners are singletons without state of their own.</summary>
public sealed class EventHandlers(IServiceProvider services)
{
    public async Task HandleAsync<T>(UnitOfWork work, T fact, CancellationToken cancel) where T : class
    {
        foreach (var listener in services.GetServices<IListenTo<T>>())
            await listener.HandleAsync(work, fact, cancel);
    }
}
