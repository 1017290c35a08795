namespace Gongji.Client.Cluster;

/// <summary>Answers in whichever silo a caller is connected to, without database and ledger.</summary>
public interface IPresence : IGrainWithIntegerKey
{
    /// <summary>Answers when a silo is there.</summary>
    Task Ask();
}
