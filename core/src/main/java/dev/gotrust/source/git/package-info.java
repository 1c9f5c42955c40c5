/**
 * JGit behind {@link dev.gotrust.source.GitTools}, to be loaded apart: its settings are static.
 * Only {@link dev.gotrust.source.git.ConfinedGit} is meant to be called, by its name.
 */
@NullMarked
package dev.gotrust.source.git;

import org.jspecify.annotations.NullMarked;
