package dev.weir.registry;

import dev.weir.auth.ChangeListener;
import dev.weir.cache.Answers;
import dev.weir.cache.Assets;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Eras;
import dev.weir.cache.HotCache;
import dev.weir.cache.Representations;
import dev.weir.catalog.Catalog;
import dev.weir.config.AnswerSettings;
import dev.weir.config.PackumentSettings;
import dev.weir.http.ClientAddresses;
import dev.weir.resolve.PackageEdits;
import dev.weir.resolve.Publisher;
import dev.weir.resolve.Questions;
import dev.weir.resolve.Resolver;
import java.time.InstantSource;

/** What the npm endpoints use. */
public record RegistryParts(
    Catalog catalog,
    Resolver resolver,
    Questions questions,
    Publisher publisher,
    PackageEdits edits,
    Answers answers,
    Representations representations,
    HotCache hot,
    Eras eras,
    Assets assets,
    CpuPool cpu,
    PackumentSettings packuments,
    long longestPublish,
    AnswerSettings answering,
    CacheListener listener,
    ChangeListener changes,
    ClientAddresses addresses,
    InstantSource clock) {}
